#!/bin/sh
# Start the toolkit on macOS and Linux; on Windows use start.bat.
# With --install it only puts in what development and tests need.
set -eu
cd "$(dirname "$0")"
for python in python3.11 python3.12 python3.13 python3; do
  if "$python" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then
    if [ "${1:-}" = "--install" ]; then
      exec "$python" -m facilitator.install --dev
    fi
    exec "$python" -m facilitator.install -- -m facilitator.launch "$@"
  fi
done
echo "Python 3.11 以上が見つかりません。python.org から入れて、もう一度始めてください。" >&2
exit 1
