"""Production without Docker: docker-compose.yml's own commands on this machine's PostgreSQL and Redis."""
