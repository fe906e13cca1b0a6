/** The sources by their keys: what stands behind a fact, and where to read it (facts section 9). */

export interface SourceText {
  readonly title: string
  readonly url?: string
}

const DOCS = 'https://docs.vmware.com/'
const FRANK = 'https://frankdenneman.nl/'
const NIELS = 'https://nielshagoort.com/'
const YELLOW_BRICKS = 'https://www.yellow-bricks.com/'
const PERFORMANCE = 'https://blogs.vmware.com/performance/'
const BROADCOM = 'https://knowledge.broadcom.com/external/article/'

const SOURCES = {
  ATC11S: {
    title: 'USENIX ATC 2011, slides on storage migration',
    url: 'https://studylib.net/doc/5616876',
  },
  DOC601: { title: 'VMware documentation 6.0.1: vMotion requirements', url: DOCS },
  DOC67GPU: {
    title: 'VMware documentation 6.7: Using vMotion to migrate vGPU virtual machines',
    url: `${DOCS}en/VMware-vSphere/6.7/com.vmware.vsphere.vcenterhost.doc/GUID-8FE6A0DA-49E9-472B-815B-D630CF2014AD.html`,
  },
  DOC70GPU: {
    title: 'VMware documentation 7.0: Using vMotion to migrate vGPU virtual machines',
    url: `${DOCS}en/VMware-vSphere/7.0/com.vmware.vsphere.vcenterhost.doc/GUID-8FE6A0DA-49E9-472B-815B-D630CF2014AD.html`,
  },
  DOC7NET: { title: 'VMware documentation 7.0: networking best practices for vMotion', url: DOCS },
  DOC8GPU: { title: 'VMware documentation 8.0: vGPU stun time limit', url: DOCS },
  ELA: {
    title: 'Public troubleshooting notes by elatov',
    url: 'https://github.com/elatov/elatov.github.io',
  },
  ENC: {
    title:
      'VMware, vSphere 6.5 Encrypted vMotion: architecture, performance and best practices, 2017; charts via FD-enc',
    url: `${FRANK}2018/06/26/resource-consumption-encrypted-vmotion/`,
  },
  'FD-8U1': {
    title: 'Frank Denneman, vSphere 8.0 U1 enhancements for machine learning, 2023',
    url: `${FRANK}2023/04/26/vsphere-8-0-update-1-enhancements-for-accelerating-machine-learning-workloads/`,
  },
  'FD-VCF9': {
    title: 'Frank Denneman, Enhanced vMotion for vGPU VMs in VCF 9.0, 2025',
    url: `${FRANK}2025-06-24-enhanced-vmotion-for-vgpu-vms-in-vmware-cloud-foundation-9-0/`,
  },
  'FD-cost': {
    title: 'Frank Denneman, limiting the number of concurrent vMotions, 2012–2013',
    url: FRANK,
  },
  'FD-drs': { title: 'Frank Denneman, DRS and vMotion, 2010', url: FRANK },
  'FD-enc': {
    title: 'Frank Denneman, resource consumption of encrypted vMotion, 2018',
    url: `${FRANK}2018/06/26/resource-consumption-encrypted-vmotion/`,
  },
  'FD-net': { title: 'Frank Denneman, designing your multi-NIC vMotion network, 2012', url: FRANK },
  'FD-svm': { title: 'Frank Denneman, Storage vMotion and disks in parallel, 2012', url: FRANK },
  FD51: { title: 'Frank Denneman, vSphere 5.1 vMotion deep dive, 2012', url: FRANK },
  GOVMOMI: {
    title: 'vmware/govmomi: task catalogue and API types',
    url: 'https://github.com/vmware/govmomi',
  },
  IPS: {
    title: 'Ivan Pepelnjak, Long-distance vMotion: do the math first, 2011',
    url: 'https://blog.ipspace.net/2011/09/long-distance-vmotion-for-disaster/',
  },
  KB1010634: { title: 'VMware KB 1010634: states of a vMotion' },
  KG11: { title: 'Kyle Gleed, VMware blog: vMotion, what’s going on under the covers, 2011' },
  LAM: {
    title: 'William Lam, dumps of ESXi advanced options, 6.0 U3 to 9.0.1',
    url: 'https://github.com/lamw/esxi-advanced-and-kernel-settings',
  },
  MM: {
    title: 'mysticmarvin.eu, vSphere 7 part 1: new logic for vMotion',
    url: 'https://mysticmarvin.eu/vsphere-7-part-1-new-logic-for-vmotion/',
  },
  NEL05: {
    title:
      'Nelson, Lim, Hutchins: Fast transparent migration for virtual machines, USENIX ATC 2005 (recalled, not read: unverified)',
    url: 'https://www.usenix.org/legacy/events/usenix05/tech/general/nelson.html',
  },
  NH19: {
    title: 'Niels Hagoort, The vMotion process under the hood, 2019',
    url: `${NIELS}2019/08/01/the-vmotion-process-under-the-hood/`,
  },
  NH21: { title: 'Niels Hagoort, auto-tuning of vMotion streams, 2021', url: NIELS },
  NH22: { title: 'Niels Hagoort, vSphere 8 vMotion improvements, 2022', url: NIELS },
  OPV: { title: 'opvizor, VMware vMotion: how it works, 2015' },
  PAT: { title: 'US patent 11,995,459: loose page trace' },
  NVAIE: { title: 'NVIDIA AI Enterprise: frame buffer that is kept back from a vGPU' },
  PS: { title: 'puneetsharma.blog, vMotion in VCF 9, 2026 (a secondary source)' },
  RAH: { title: 'Iwan Rahabok, VMware vSphere Metrics, section vMotion' },
  RYAN: { title: 'ryanmiv.com, vMotion of large VMs, 2021', url: 'https://ryanmiv.com/2021/03/11' },
  'SEED-001': { title: 'Pranay Jha, How vMotion works (a secondary source)' },
  SEXI: { title: 'SexiLog, samples of vMotion logs', url: 'https://github.com/sexibytes/sexilog' },
  STARW: {
    title: 'StarWind, vMotion innovations in vSphere 7.0 Update 1',
    url: 'https://www.starwindsoftware.com/',
  },
  TUNE19: {
    title: 'VMware blog, How to tune vMotion for lower migration times, 2019',
    url: 'https://blogs.vmware.com/vsphere/2019/09/how-to-tune-vmotion-for-lower-migration-times.html',
  },
  UDT: {
    title: 'VMware, vSphere vMotion Unified Data Transport, 2022',
    url: 'https://core.vmware.com/resource/vsphere-vmotion-unified-data-transport',
  },
  V51PAPER: { title: 'VMware, vMotion performance in vSphere 5.1, 2012 (abstract)' },
  V5PAPER: {
    title:
      'VMware, vMotion architecture, performance and best practices in vSphere 5, 2011 (abstract)',
    url: `${PERFORMANCE}2011/09/vmotion-architecture-performance-and-best-practices-in-vmware-vsphere-5.html`,
  },
  V60: {
    title: 'VMware, vSphere 6.0 vMotion pushes the envelope, 2015',
    url: `${PERFORMANCE}2015/02/vmware-pushes-envelope-vsphere-6-0-vmotion.html`,
  },
  V7ENH: {
    title: 'VMware, vMotion enhancements in vSphere 7, 2020',
    url: 'https://core.vmware.com/resource/vmotion-enhancements-vsphere-7',
  },
  VCF9GPU: {
    title: 'VMware, Enhanced vMotion for vGPU VMs in VMware Cloud Foundation 9.0, 2025',
    url: 'https://blogs.vmware.com/cloud-foundation/2025/06/19/enhanced-vmotion-for-vgpu-vms-in-vmware-cloud-foundation-9-0/',
  },
  V7U1: {
    title: 'VMware, vMotion innovations in vSphere 7.0 U1, 2020',
    url: `${PERFORMANCE}2020/09/vmotion-innovations-in-vsphere-7-0-u1.html`,
  },
  'YB-HIST': {
    title: 'Duncan Epping, VMotion, the story and confessions, 2010',
    url: YELLOW_BRICKS,
  },
  'YB-L2': { title: 'Duncan Epping, Layer 2 adjacency for vMotion, 2010', url: YELLOW_BRICKS },
  'YB-QR': { title: 'Duncan Epping, vMotion and Quick Resume, 2011', url: YELLOW_BRICKS },
  YB5: { title: 'Duncan Epping, vSphere 5.0 vMotion enhancements, 2011', url: YELLOW_BRICKS },
} as const satisfies Readonly<Record<string, SourceText>>

export type SourceKey = keyof typeof SOURCES

const KB = /^KB (\d+)$/

/** The source of a key; "KB 323379" is an article of the knowledge base. Undefined for an unknown key. */
export function sourceText(key: string): SourceText | undefined {
  const article = KB.exec(key)?.[1]
  if (article !== undefined)
    return { title: `Broadcom KB ${article}`, url: `${BROADCOM}${article}` }
  return Object.hasOwn(SOURCES, key) ? SOURCES[key as SourceKey] : undefined
}
