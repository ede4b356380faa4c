import random

import chess

rng = random.Random(16)


def leaves(board, depth):
    if depth == 1:
        return board.legal_moves.count()
    total = 0
    for move in board.legal_moves:
        board.push(move)
        total += leaves(board, depth - 1)
        board.pop()
    return total


print(leaves(chess.Board("r3k2r/p1ppqpb1/bn2pnp1/3PN3/1p2P3/2N2Q1p/PPPBBPPP/R3K2R w KQkq - 0 1"), 3))

written = 0
for _ in range(160):
    board = chess.Board()
    while not board.is_game_over() and board.ply() < 160:
        move = rng.choice(list(board.legal_moves))
        written += len(board.san(move))
        board.push(move)
    written += len(board.fen())
print(written)
