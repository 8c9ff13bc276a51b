"""The interview on the telephone: questions, answers and results as an agent says them, in plain spoken words."""
