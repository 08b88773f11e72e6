"""Sister pairs and OneGoal: who could meet whom, and six months in company."""
