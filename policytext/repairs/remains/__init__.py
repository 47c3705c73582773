"""What is left damaged behind all rules: told from what sound text has, and remarked on."""
