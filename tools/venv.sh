#!/bin/sh
# tools/venv.sh DIR ARGS...: makes the virtual environment DIR and runs `uv pip install ARGS` in
# it, unless just that has been done before. PYTHON=... chooses the Python, TORCH=cpu a PyTorch
# without CUDA (see uv's --torch-backend).
set -eu
dir=$1; shift
die() { echo "$*" >&2; exit 1; }
setting() { sed -n "s/^$1 *= *//p" settings.ini; }

lo=$(setting min_python) hi=$(setting max_python)
at_least() { "$1" -c "import sys; sys.exit(sys.version_info[:2] < (3, $2))" 2>/dev/null; }
fits() { at_least "$1" "${lo#3.}"; }
whole() { "$1" -c 'import venv, ensurepip' 2>/dev/null; }

lacks='lacks venv or ensurepip (on Debian and Ubuntu: apt install python3-venv).'

find_python() {  # The first that runs, fits and can make an environment, tested ones first
  if [ -n "${PYTHON:-}" ]; then
    fits "$PYTHON" || die "PYTHON=$PYTHON is no Python $lo or newer."
    whole "$PYTHON" || die "PYTHON=$PYTHON $lacks"
    python=$PYTHON; return
  fi
  python='' lacking='' n=${lo#3.}
  set -- python3 python
  while [ "$n" -le "${hi#3.}" ]; do names="${names:-} python3.$n"; n=$((n+1)); done
  for p in $names "$@"; do
    fits "$p" || continue
    if whole "$p"; then python=$p; return; fi
    lacking=$p
  done
  [ -z "$lacking" ] || die "$lacking $lacks"
  die "No Python $lo or newer found: install one, or name it with PYTHON=/path/to/python."
}

pip_install() { "$dir/bin/python" -m pip install -qq --disable-pip-version-check "$@"; }

install() {  # By uv, from the path or from PyPI; by pip where there is no uv for this platform
  uv=$(command -v uv || true)
  if [ -z "$uv" ]; then
    uv=$dir/bin/uv
    [ -x "$uv" ] || pip_install --only-binary uv uv 2>/dev/null || uv=''
  fi
  if [ -n "$uv" ]; then
    "$uv" pip install -q --python "$dir" ${TORCH:+--torch-backend "$TORCH"} "$@"
  elif [ -z "${TORCH:-}" ]; then pip_install "$@"
  else die "TORCH=$TORCH needs uv, and there is none for this platform."
  fi
}

sum=$(cat settings.ini setup.py constraints.txt tools/colab.txt website/*.txt | cksum)
key="$sum $PWD ${TORCH:-} $*"
case " $* " in *' --upgrade '*) key="$key $(date +%F)";; esac  # The newest of today
stamp=$dir/.installed

if [ -n "${PYTHON:-}" ]; then
  find_python
  [ "$("$PYTHON" -V)" = "$("$dir/bin/python" -V 2>/dev/null)" ] || rm -f "$stamp"
fi
[ "$(cat "$stamp" 2>/dev/null)" != "$key" ] || exit 0

if grep -qF " $PWD " "$stamp" 2>/dev/null && "$dir/bin/python" -c '' 2>/dev/null; then
  echo "Updating $dir ..."
else
  find_python
  version=$("$python" -V)
  next=$((${hi#3.}+1))
  ! at_least "$python" "$next" || echo "$version is newer than what is tested, $lo to $hi."
  echo "Setting up $dir with $version, which takes some minutes if PyTorch is to be loaded ..."
  "$python" -m venv --clear "$dir"
fi
rm -f "$stamp"
install "$@"
echo "$key" > "$stamp"
