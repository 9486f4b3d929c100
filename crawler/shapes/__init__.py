"""How listings behave, one spider base a shape; a source sets its attributes and maps its rows."""
