"""Draws of clusters as the program makes them: ChaCha8 by Bernstein's paper, one stream a replicate.

Written from the description of the generator, not from the program: 2000 streams are computed side by side.
"""

import numpy as np

CONSTANT = np.frombuffer(b"expand 32-byte k", dtype="<u4")
ROUNDS = 8
QUARTERS = [
    (0, 4, 8, 12), (1, 5, 9, 13), (2, 6, 10, 14), (3, 7, 11, 15),
    (0, 5, 10, 15), (1, 6, 11, 12), (2, 7, 8, 13), (3, 4, 9, 14),
]


def key(seed: int) -> np.ndarray:
    """The key that a seed of 64 bits is spread to, by the generator PCG32."""
    state, words = seed, []
    for _ in range(8):
        state = (state * 6364136223846793005 + 11634580027462260723) % 2**64
        shifted = (((state >> 18) ^ state) >> 27) % 2**32
        turn = state >> 59
        words.append(((shifted >> turn) | (shifted << (-turn % 32))) % 2**32)
    return np.array(words, dtype=np.uint32)


def rotate(x: np.ndarray, by: int) -> np.ndarray:
    return (x << np.uint32(by)) | (x >> np.uint32(32 - by))


def words(seed: int, streams: int, n: int) -> np.ndarray:
    """The first `n` words of each of the streams 0, 1, … : an array of streams × n."""
    blocks = -(-n // 16)
    state = np.zeros((16, streams, blocks), dtype=np.uint32)
    for at, word in enumerate(CONSTANT):
        state[at] = word
    for at, word in enumerate(key(seed)):
        state[4 + at] = word
    state[12] = np.arange(blocks, dtype=np.uint32)[None, :]
    state[14] = np.arange(streams, dtype=np.uint32)[:, None]
    x = state.copy()
    for _ in range(ROUNDS // 2):
        for a, b, c, d in QUARTERS:
            x[a] += x[b]
            x[d] = rotate(x[d] ^ x[a], 16)
            x[c] += x[d]
            x[b] = rotate(x[b] ^ x[c], 12)
            x[a] += x[b]
            x[d] = rotate(x[d] ^ x[a], 8)
            x[c] += x[d]
            x[b] = rotate(x[b] ^ x[c], 7)
    x += state
    return np.moveaxis(x, 0, -1).reshape(streams, blocks * 16)[:, :n]


def draws(seed: int, replicates: int, n: int) -> np.ndarray:
    """How often each of `n` clusters is drawn in each replicate, n draws with replacement: replicates × n."""
    if n == 1:
        return np.ones((replicates, 1))
    drawn = words(seed, replicates, n).astype(np.uint64) * np.uint64(n)
    chosen, rest = drawn >> np.uint64(32), drawn & np.uint64(2**32 - 1)
    # One draw in 2^32 / n is mended with a further word; none is in 2000 replicates of some clusters.
    assert not (rest > 2**32 - n).any(), "a draw needs a further word: choose another seed"
    counts = np.zeros((replicates, n))
    for at in range(n):
        np.add.at(counts, (np.arange(replicates), chosen[:, at].astype(int)), 1)
    return counts
