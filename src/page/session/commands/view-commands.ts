/** Commands of the view: what is shown, never what is simulated. */
import { STATE_TEXT } from '../../../text/notices.ts'
import { LostPart } from '../../loading/load-part.ts'
import type { DrawerTab, MapView, Overlay } from '../app-state.ts'
import { addressOf } from '../link-sync.ts'
import { sayNotDone } from '../not-done.ts'
import { reloadHere } from '../reload.ts'
import type { Session } from '../session.ts'
import { command } from './command.ts'

async function toggleFullScreen({ store }: Session): Promise<void> {
  try {
    if (document.fullscreenElement) await document.exitFullscreen()
    else await document.documentElement.requestFullscreen()
  } catch {
    store.setState({ notice: { tone: 'info', text: STATE_TEXT.noFullScreen } })
  }
}

async function copyLink(session: Session): Promise<void> {
  const { store } = session
  try {
    await navigator.clipboard.writeText(await addressOf(session))
    store.setState({ notice: { tone: 'info', text: STATE_TEXT.linkCopied } })
  } catch (error) {
    if (error instanceof LostPart) return sayNotDone(session)(error)
    store.setState({ notice: { tone: 'info', text: STATE_TEXT.linkNotCopied } })
  }
}

/** Opens a tab of the details, or closes them where it is open. */
const tabKey = (tab: DrawerTab, keys: readonly string[]) =>
  command(
    ({ store }) =>
      store.setState(({ drawer, layout }) => ({
        drawer: drawer === tab && layout === 'explore' ? undefined : tab,
        layout: 'explore',
      })),
    { keys },
  )

const overlayKey = (overlay: Overlay, keys: readonly string[]) =>
  command(({ store }) => store.setState({ overlay }), { keys })

export const viewCommands = {
  'true-scale': command(
    ({ store, refresh }) => {
      store.setState(({ linearAxis }) => ({ linearAxis: !linearAxis }))
      refresh()
    },
    { keys: ['t'] },
  ),
  layout: command(
    ({ store }) =>
      store.setState(({ layout }) => ({ layout: layout === 'stage' ? 'explore' : 'stage' })),
    { keys: ['e'] },
  ),
  'full-screen': command((session) => void toggleFullScreen(session), { keys: ['f'] }),
  theme: command(
    ({ store }) => store.setState(({ theme }) => ({ theme: theme === 'dark' ? 'light' : 'dark' })),
    { keys: ['l'] },
  ),
  help: command(({ store }) => store.setState(({ helpOpen }) => ({ helpOpen: !helpOpen })), {
    keys: ['?'],
  }),
  drawer: command<[tab: DrawerTab | undefined]>(
    ({ store }, tab) => store.setState({ drawer: tab, layout: 'explore' }),
    {
      keys: ['d'],
      forKey: () => ['events'],
    },
  ),
  calls: tabKey('calls', ['w']),
  log: tabKey('log', ['g']),
  vcpus: tabKey('vcpus', ['z']),
  outside: tabKey('outside', []),
  cost: tabKey('cost', []),
  ribbon: command(({ store }) => store.setState(({ ribbon }) => ({ ribbon: !ribbon })), {
    keys: ['v'],
  }),
  stories: overlayKey('stories', ['o']),
  failures: overlayKey('failures', ['x']),
  evacuation: overlayKey('evacuation', ['m']),
  truth: overlayKey('truth', ['h']),
  overlay: command<[overlay: Overlay | undefined]>(({ store }, overlay) =>
    store.setState({ overlay }),
  ),
  dials: command(({ store }) => store.setState(({ dialsOpen }) => ({ dialsOpen: !dialsOpen })), {
    keys: ['a'],
  }),
  map: command<[view: MapView]>(({ store }, map) => store.setState({ map })),
  reload: command((session) => void reloadHere(session)),
  'copy-link': command((session) => void copyLink(session), { keys: ['c'] }),
  dismiss: command(({ store }) => store.setState({ notice: undefined }), {
    enabled: ({ notice }) => notice !== undefined,
  }),
}
