#!/bin/sh
# PostgreSQL for a tuning run: server.sh prepare FOLDER | start FOLDER [-c NAME=VALUE]... | stop FOLDER
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
stop)
    as_user pg_ctl -D "$folder/pg/data" -w -t 30 -m fast stop > /dev/null
    ;;
esac
