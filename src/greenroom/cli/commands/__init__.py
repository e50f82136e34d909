"""The commands, one module a subject. Each has `add_commands(commands, common)`."""
