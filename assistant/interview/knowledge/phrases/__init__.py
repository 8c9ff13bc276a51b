"""Parameters of conditions and figures as answers to a question: one function per aspect, numbers only from the notice.

Each takes the parameters and yields nothing where the notice does not speak of the aspect.
"""
