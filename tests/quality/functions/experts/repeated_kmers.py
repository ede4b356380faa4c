def repeated_kmers(strand, k, min_count):
    strand = strand.upper()
    info = {}
    get = info.get
    for i in range(len(strand) - k + 1):
        kmer = strand[i:i + k]
        entry = get(kmer)
        if entry is None:
            info[kmer] = [1, i, 0]
        else:
            if entry[0] == 1:
                entry[2] = i - entry[1]
            entry[0] += 1
    rows = []
    for kmer, (count, _, gap) in info.items():
        if count >= min_count and "N" not in kmer:
            rows.append((kmer, count, kmer.count("G") + kmer.count("C"), gap))
    rows.sort(key=lambda r: -r[1])
    return rows
