import constraint

# Ten queens.
columns = range(10)
queens = constraint.Problem()
queens.addVariables(columns, range(10))
for a in columns:
    for b in range(a + 1, 10):
        queens.addConstraint(lambda x, y, d=b - a: x != y and abs(x - y) != d, (a, b))
print(len(queens.getSolutions()))

# A magic square of three by three.
square = constraint.Problem()
square.addVariables(range(9), range(1, 10))
square.addConstraint(constraint.AllDifferentConstraint(), range(9))
for line in ((0, 1, 2), (3, 4, 5), (6, 7, 8), (0, 3, 6), (1, 4, 7), (2, 5, 8), (0, 4, 8), (2, 4, 6)):
    square.addConstraint(constraint.ExactSumConstraint(15), line)
print(sorted(tuple(found[i] for i in range(9)) for found in square.getSolutions())[0])

# TWO + TWO = FOUR.
letters = constraint.Problem()
letters.addVariables("TF", range(1, 10))
letters.addVariables("WOUR", range(10))
letters.addConstraint(constraint.AllDifferentConstraint())
letters.addConstraint(lambda t, w, o, f, u, r: 200 * t + 20 * w + 2 * o == 1000 * f + 100 * o + 10 * u + r, "TWOFUR")
print(len(letters.getSolutions()))

# A sudoku.
given = "8........ ..36..... .7..9.2.. .5...7... ....457.. ...1...3. ..1....68 ..85...1. .9....4..".split()
sudoku = constraint.Problem()
for row in range(9):
    for column in range(9):
        digit = given[row][column]
        sudoku.addVariable((row, column), range(1, 10) if digit == "." else [int(digit)])
for n in range(9):
    sudoku.addConstraint(constraint.AllDifferentConstraint(), [(n, i) for i in range(9)])
    sudoku.addConstraint(constraint.AllDifferentConstraint(), [(i, n) for i in range(9)])
    block = [(n // 3 * 3 + i // 3, n % 3 * 3 + i % 3) for i in range(9)]
    sudoku.addConstraint(constraint.AllDifferentConstraint(), block)
(answer,) = sudoku.getSolutions()
print("".join(str(answer[row, column]) for row in range(9) for column in range(9)))
