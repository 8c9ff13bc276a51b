"""稳岗助手: a self-service assistant for China's unemployment-insurance policies."""
