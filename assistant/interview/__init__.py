"""The interview that every door shares: questions, answers, what comes next."""
