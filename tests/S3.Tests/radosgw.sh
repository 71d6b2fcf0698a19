#!/usr/bin/env bash
# A whole S3 server for tests and measures: one Ceph monitor, manager, object store in memory and radosgw, all on loopback.
#   tests/S3.Tests/radosgw.sh FOLDER      an empty folder for everything it writes
# Prints "ready URL" and serves until its standard input ends. Keys: test / testtest. MEMORY limits what it holds (default 4G).
# Debian packages: ceph-mon ceph-mgr ceph-osd radosgw
set -uo pipefail
export PATH="$PATH:/usr/sbin:/sbin"
folder=$(realpath "${1:?an empty folder}")
children=()
trap 'kill -9 "${children[@]}" 2>/dev/null; wait 2>/dev/null' EXIT

# Below the ports that the system itself gives to outgoing connections: one of those could take it before the server does.
free_port() {
  local port
  while port=$((20000 + RANDOM % 12000)); do (exec 3<>"/dev/tcp/127.0.0.1/$port") 2>/dev/null || { echo "$port"; return; }; done
}

monitor=$(free_port)
gateway=$(free_port)
fsid=$(cat /proc/sys/kernel/random/uuid)
mkdir -p "$folder"/{run,log,mon,mgr/ceph-x,osd/ceph-0,rgw}
export CEPH_CONF="$folder/ceph.conf"
cat > "$CEPH_CONF" <<X
[global]
fsid = $fsid
mon initial members = a
mon host = [v2:127.0.0.1:$monitor/0]
public addr = 127.0.0.1
cluster addr = 127.0.0.1
ms bind ipv6 = false
auth cluster required = none
auth service required = none
auth client required = none
ms mon client mode = crc
auth allow insecure global id reclaim = false
run dir = $folder/run
admin socket = $folder/run/\$cluster-\$name.asok
pid file = $folder/run/\$name.pid
log file = $folder/log/\$name.log
crash dir = $folder/log
setuser match path =
osd pool default size = 1
osd pool default min size = 1
osd pool default pg num = 4
osd pool default pgp num = 4
osd pool default pg autoscale mode = off
osd crush chooseleaf type = 0
mon allow pool size one = true
mon warn on pool no redundancy = false
mon max pg per osd = 1000
mgr initial modules =
[mon]
mon data = $folder/mon
mon data avail warn = 1
mon data avail crit = 1
[mgr]
mgr data = $folder/mgr/ceph-x
[osd]
osd data = $folder/osd/ceph-0
osd objectstore = memstore
memstore device bytes = ${MEMORY:-4G}
osd class load list = *
osd class default list = *
osd check max object name len on startup = false
[client.rgw.a]
host = localhost
rgw frontends = beast endpoint=127.0.0.1:$gateway
rgw data = $folder/rgw
rgw thread pool size = 64
rgw enable usage log = false
rgw enable ops log = false
rgw dns name = localhost
rgw override bucket index max shards = 1
rgw multipart min part size = 65536
rgw crypt require ssl = false
rgw bucket quota ttl = 0
rgw gc obj min wait = 0
X

run() {
  "$@" >>"$folder/log/output" 2>&1 </dev/null || { echo "$1 failed:"; tail -n 20 "$folder/log/output"; exit 1; }
}

daemon() {
  "$@" -f >>"$folder/log/output" 2>&1 </dev/null &
  children+=($!)
}

pause() { read -rt 0.2 <> <(:) || true; }

run monmaptool --create --clobber --fsid "$fsid" --addv a "[v2:127.0.0.1:$monitor]" "$folder/monmap"
run ceph-authtool --create-keyring "$folder/keyring" --gen-key -n mon. --cap mon 'allow *'
run ceph-authtool "$folder/keyring" --gen-key -n client.admin --cap mon 'allow *' --cap osd 'allow *' --cap mgr 'allow *'
run ceph-mon -i a --mkfs --monmap "$folder/monmap" --keyring "$folder/keyring"
daemon ceph-mon -i a
osd=$(cat /proc/sys/kernel/random/uuid)
run timeout 120 ceph osd new "$osd"
daemon ceph-mgr -i x
run ceph-osd -i 0 --mkfs --osd-uuid "$osd" --osd-objectstore memstore
run ceph osd crush add osd.0 1.0 root=default host=localhost
daemon ceph-osd -i 0
for _ in $(seq 300); do ceph osd stat 2>/dev/null | grep -q '1 up' && break; pause; done
daemon radosgw -n client.rgw.a
for _ in $(seq 600); do (exec 3<>"/dev/tcp/127.0.0.1/$gateway") 2>/dev/null && break; pause; done
run radosgw-admin user create --uid=test --display-name=test --access-key=test --secret=testtest
echo "ready http://127.0.0.1:$gateway"
cat >/dev/null
