#!/bin/sh
# PostgreSQL for a tuning run:
#   server.sh prepare FOLDER | start FOLDER [-c NAME=VALUE]... | measure FOLDER QUERIES | stop FOLDER
# measure writes the answers to the file answers and prints the CPU time of the server for them, parallel workers included.
# It listens on a socket inside FOLDER only. PostgreSQL does not run as root, so root becomes the user postgres.
set -e
PATH="$(ls -d /usr/lib/postgresql/*/bin | sort -V | tail -1):$PATH"
word=$1 folder=$2
shift 2
as_user() { if [ "$(id -u)" = 0 ]; then runuser -u postgres -- "$@"; else "$@"; fi; }
case $word in
prepare)
    mkdir -p "$folder/pg"
    if [ "$(id -u)" = 0 ]; then
        # The way down to it must be open to that user, and nothing else is.
        chmod o+x "$folder" "$folder/.."
        chown postgres "$folder/pg"
    fi
    as_user initdb -D "$folder/pg/data" -A trust -U tuner --no-locale -E UTF8 > /dev/null
    ;;
start)
    as_user pg_ctl -D "$folder/pg/data" -w -t 30 -l "$folder/pg/log" \
        -o "-c listen_addresses='' -c unix_socket_directories='$folder/pg' $*" start > /dev/null
    ;;
measure)
    # A worker that has ended is counted by the server that started it.
    {
        printf '%s\n' "\\setenv SERVER $(head -1 "$folder/pg/data/postmaster.pid")"
        printf '%s\n' 'SELECT pg_backend_pid() AS pid \gset' '\setenv BACKEND :pid' '\! sh server.sh spent .' '\o answers'
        printf '%s\n' "\\i $1" '\o' '\! sh server.sh spent .'
    } | psql -q -A -t -h "$folder/pg" -U tuner -d postgres -v ON_ERROR_STOP=1 |
        awk 'NR == 1 { before = $1 } { after = $1 } END { printf "cpu %.6f s\n", after - before; exit NR != 2 }'
    ;;
spent)
    awk -v ticks="$(getconf CLK_TCK)" '
        FILENAME ~ /schedstat/ { spent += $1 / 1e9 }
        FILENAME !~ /schedstat/ { spent += ($16 + $17) / ticks }
        END { printf "%.6f\n", spent }' "/proc/$BACKEND/schedstat" "/proc/$SERVER/stat" < /dev/null
    ;;
stop)
    as_user pg_ctl -D "$folder/pg/data" -w -t 30 -m fast stop > /dev/null
    ;;
esac
