/**
 * How wide the letters from space to tilde are, in thousandths of the font's size: read from the fonts of Debian 12's
 * packages `fonts-dejavu-core` 2.37, `fonts-liberation` 1.07 and `fonts-urw-base35` 20200910. Liberation Sans and Nimbus
 * Sans have the widths of Helvetica and Arial.
 *
 * @module
 */

import type { Lettering } from '../../scripts/diagrams/styles.mjs'

interface Family {
  readonly name: string
  /** The fonts that have these widths, as files of the packages. */
  readonly files: Readonly<Record<'regular' | 'bold', readonly string[]>>
  readonly regular: string
  readonly bold: string
  /** How wide each letter is in the font in which all are equally wide. */
  readonly mono: number
}

export const LETTERS = Array.from({ length: 95 }, (_, place) => String.fromCharCode(32 + place)).join('')

export const FAMILIES: readonly Family[] = [
  {
    name: 'DejaVu',
    files: { regular: ['DejaVuSans.ttf'], bold: ['DejaVuSans-Bold.ttf'] },
    mono: 602,
    regular: `
    318 401 460 838 636 950 780 275 390 390 500 838 318 361 318 337 636 636 636 636 636 636 636 636
    636 636 337 337 838 838 838 531 1000 684 686 698 770 632 575 775 752 295 295 656 557 863 748 787
    603 787 695 635 611 732 684 989 685 611 685 390 337 390 838 500 500 613 635 550 635 615 352 635
    634 278 278 579 278 974 634 612 635 635 411 521 392 634 592 818 592 592 525 636 337 636 838`,
    bold: `
    348 456 521 838 696 1002 872 306 457 457 523 838 380 415 380 365 696 696 696 696 696 696 696 696
    696 696 400 400 838 838 838 580 1000 774 762 734 830 683 683 821 837 372 372 775 637 995 837 850
    733 850 770 720 682 812 774 1103 771 724 725 457 365 457 838 500 500 675 716 593 716 678 435 716
    712 343 343 665 343 1042 712 687 716 716 493 595 478 712 652 924 645 652 582 712 365 712 838`,
  },
  {
    name: 'Helvetica and Liberation',
    files: {
      regular: ['LiberationSans-Regular.ttf', 'NimbusSans-Regular.otf'],
      bold: ['LiberationSans-Bold.ttf', 'NimbusSans-Bold.otf'],
    },
    mono: 600,
    regular: `
    278 278 355 556 556 889 667 191 333 333 389 584 278 333 278 278 556 556 556 556 556 556 556 556
    556 556 278 278 584 584 584 556 1015 667 667 722 722 667 611 778 722 278 500 667 556 833 722 778
    667 778 722 667 611 722 667 944 667 667 611 278 278 278 469 556 333 556 556 500 556 556 278 556
    556 222 222 500 222 833 556 556 556 556 333 500 278 556 500 722 500 500 500 334 260 334 584`,
    bold: `
    278 333 474 556 556 889 722 238 333 333 389 584 278 333 278 278 556 556 556 556 556 556 556 556
    556 556 333 333 584 584 584 611 975 722 722 722 722 667 611 778 722 278 556 722 611 833 722 778
    667 778 722 667 611 722 667 944 667 667 611 333 278 333 584 556 333 556 611 556 611 556 333 611
    611 278 278 556 278 889 611 611 611 611 389 556 333 611 556 778 556 556 500 389 280 389 584`,
  },
]

export const widthsOf = (words: string): number[] => words.trim().split(/\s+/).map(Number)

/** How wide a text is, in px. Where a font has no half bold letters, a browser takes its bold ones. */
export function measure(text: string, { size, bold, mono }: Lettering, family: Family): number {
  const widths = widthsOf(bold ? family.bold : family.regular)
  const ems = [...text].map((letter) => {
    const width = widths[LETTERS.indexOf(letter)]
    if (width === undefined) throw new RangeError(`No width is known of \`${letter}\``)
    return mono ? family.mono : width
  })
  return (ems.reduce((sum, width) => sum + width, 0) * size) / 1000
}
