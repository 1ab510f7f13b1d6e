// Makes public/icons.svg out of lucide's icons; run when an icon is added:
//   npm install lucide-static@1.62.0 && node style/icons.mjs node_modules/lucide-static
import fs from 'node:fs';

// Our name, or ours=lucide's. src/ui/components/icon.rs lists the same names.
const NAMES = `
alert=triangle-alert archive arrow-down arrow-left arrow-up assembly=workflow ban bell box calendar camera
check check-circle=circle-check chevron-down chevron-left chevron-right chevron-up close=x copy
count=clipboard-check dashboard=layout-dashboard delete=trash-2 download edit=pencil filter=funnel history
hold=circle-pause info inventory=boxes issue=package-plus keyboard kit=package label=tag location=map-pin
menu=ellipsis merge minus moon move=arrow-right-left part=cog plus print=printer receive=package-open
return=package-minus run=play scan=scan-line scrap=flame search settings=settings-2 split stock=warehouse
sun supplier=truck undo=undo-2 lock unlock=lock-open upload user install=plug uninstall=unplug loader=loader-circle
external=external-link circle circle-dot expired=timer-off link device=monitor unit=ruler api=braces
`;

const folder = process.argv[2];
const symbols = NAMES.trim().split(/\s+/).map((pair) => {
  const [name, source = name] = pair.split('=');
  const svg = fs.readFileSync(`${folder}/icons/${source}.svg`, 'utf8');
  const inner = svg
    .replace(/<!--[\s\S]*?-->/g, '')
    .replace(/^[\s\S]*?<svg[\s\S]*?>/, '')
    .replace(/<\/svg>[\s\S]*/, '')
    .replace(/\s+/g, ' ')
    .replace(/ \/>/g, '/>')
    .replace(/> </g, '><')
    .trim();
  return `<symbol id="${name}" viewBox="0 0 24 24" fill="none" stroke="currentColor" stroke-width="2" stroke-linecap="round" stroke-linejoin="round">${inner}</symbol>`;
});
const head = '<!-- Icons from lucide (https://lucide.dev), ISC licence: icons.LICENSE.txt -->';
fs.writeFileSync('public/icons.svg', `${head}\n<svg xmlns="http://www.w3.org/2000/svg">\n${symbols.join('\n')}\n</svg>\n`);
