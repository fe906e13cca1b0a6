// Every way into the page that an address names: what a link, a teacher or a reader's own bookmark may open first.
import { DRAWERS, HEAT_MODES, OVERLAYS } from '../../src/saved/view.ts'

/** A moment in pass 0 of the default run, paused. */
const MOMENT = '#v=1&t=62s'
const EXPLORE = `${MOMENT}&layout=explore`

export const WAYS: readonly string[] = [
  MOMENT,
  EXPLORE,
  ...DRAWERS.map((drawer) => `${EXPLORE}&drawer=${drawer}`),
  ...OVERLAYS.map((overlay) => `${MOMENT}&open=${overlay}`),
  ...HEAT_MODES.filter((mode) => mode !== 'state').map((mode) => `${EXPLORE}&heat=${mode}`),
  `${MOMENT}&ribbon`,
  `${EXPLORE}&ribbon`,
  `${MOMENT}&axis=linear`,
  `${MOMENT}&lens=pass0:0.3,switchover:0.2`,
  `${MOMENT}&stage`,
  `${EXPLORE}&drawer=life&life=70000&block=16`,
  `${EXPLORE}&drawer=why&why=total`,
  `${EXPLORE}&console=terminal`,
  `${EXPLORE}&theme=light`,
  // A story with its claim, a failure with its mark, an intervention with its sign, a link that is wrong.
  '#v=1&p=quick-resume-41',
  '#v=1&p=largest-vm-67&layout=explore',
  '#v=1&failure=link-cut&failure.at=30&t=62s',
  '#v=3&interventions=20:network.otherTraffic=50&t=62s&layout=explore',
  '#v=1&vm.memry=64&t=62s',
]
