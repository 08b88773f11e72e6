"""The look: icons, the round table, components as template tags, and the forms' renderer."""
