/** Where the dashboard begins. @module */

import { render } from 'preact'
import { App } from './page/app.tsx'
import { connect } from './store/connection.ts'
import { restoreTheme } from './store/theme.ts'

restoreTheme()
connect()
const root = document.querySelector('#app')
if (root !== null) render(<App />, root)
