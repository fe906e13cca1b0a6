/** The words of `evacuate --help`. */

export const EVACUATE_HELP = `Empties a host: all its VMs leave by vMotion, queue by VMware's cost table and share the wire.

npm run --silent evacuate -- PRESET|FILE|- [flags]

  PRESET|FILE|-    the VM, and the network and hosts that all share; as in simulate
  --vms N          how many VMs the host has, 1 to 64; default 20
  --mix A,B,...    presets taken in turn for memory and workload, instead of the one named
  --spread P       by how many percent memory, working set and writes differ at most, 0 to 90; default 50
  --limit NAME=N   another limit than the table's: generation, network, host or datastore; may come several times
  --initiator WHO  maintenance-mode (default), drs, dpm or person: changes what is told, not what happens
  --compare        also with 2, 4, 8 and 16 at a time; one after the other is always there
  --set, --seed, --model   as in simulate
  --json           one JSON document: times in seconds, the stun in milliseconds, sizes in bytes
  --help           this text

The first VM is the one named; the others differ from it by draws of the seed.
Exit code: 0 when the simulation ran, whatever its outcome; 2 when the input is wrong.

Examples
  npm run --silent evacuate -- idle-web
  npm run --silent evacuate -- default --set vm.memory=16 --vms 12 --compare
  npm run --silent evacuate -- default --mix idle-web,file-server,oltp --set network.speed=1
  npm run --silent evacuate -- oltp --vms 30 --limit host=4 --json
`
