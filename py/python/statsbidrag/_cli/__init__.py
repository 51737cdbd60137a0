"""The command line: arguments and files in, tables and explanations out, in Swedish or English."""
