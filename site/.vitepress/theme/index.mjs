/** The looks of the site: VitePress's own, in the colours and the type of everterm. @module */

import DefaultTheme from 'vitepress/theme-without-fonts'
import './style.css'

export default DefaultTheme
