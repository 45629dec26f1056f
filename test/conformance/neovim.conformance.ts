import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { fardplan, folder, root } from '../cli/run.js';
import { inForm, onPath, readmeBlocks, retry, until } from './editor-session.js';

const cache = join(root, 'node_modules', '.cache', 'fardplan-conformance');
const programs = ['nvim', join(cache, 'debian-trixie/bin/nvim'), join(cache, 'debian-sid/bin/nvim')].map((program) => {
  const { stdout } = spawnSync(program, ['--version'], { encoding: 'utf8' });
  return { program, version: /^NVIM v(\d+\.\d+)/.exec(stdout ?? '')?.[1] };
});

interface Nvim {
  process: ChildProcess;
  /** Types, as a user does. */
  type(keys: string): void;
  /** What a Lua function’s body returns. */
  lua(body: string): unknown;
}

/** Starts Neovim with nothing but a configuration; its keys and questions come over its socket. */
function start(program: string, cwd: string, configuration: string, file: string): Nvim {
  const home = folder();
  const socket = join(home, 'socket');
  const init = join(home, 'init.lua');
  writeFileSync(init, configuration);
  const env = {
    ...onPath(home),
    XDG_CONFIG_HOME: home,
    XDG_STATE_HOME: home,
    XDG_DATA_HOME: home,
    XDG_RUNTIME_DIR: home,
  };
  const process = spawn(program, ['--headless', '-n', '-i', 'NONE', '-u', init, '--listen', socket, file], {
    cwd,
    env,
    stdio: 'ignore',
  });
  onTestFinished(() => void process.kill('SIGKILL'));
  const ask = (...args: string[]) => {
    const options = { encoding: 'utf8', env, timeout: 20_000 } as const;
    const { stdout, stderr } = spawnSync(program, ['--headless', '-u', 'NONE', '--server', socket, ...args], options);
    return `${stdout}${stderr}`;
  };
  const lua = (body: string): unknown => {
    const whole = `(function() return vim.json.encode({ (function() ${body} end)() }) end)()`;
    const said = ask('--remote-expr', `luaeval('${whole.replaceAll("'", "''").replaceAll('\n', ' ')}')`);
    try {
      return (JSON.parse(said) as unknown[])[0];
    } catch {
      throw new Error(`nvim: ${said}`);
    }
  };
  return { process, lua, type: (keys) => void ask('--remote-send', keys) };
}

const codes = 'return vim.tbl_map(function(each) return each.code end, vim.diagnostic.get(0))';
const floating = `local lines = {}
  for _, win in ipairs(vim.api.nvim_list_wins()) do
    if vim.api.nvim_win_get_config(win).relative ~= '' then
      vim.list_extend(lines, vim.api.nvim_buf_get_lines(vim.api.nvim_win_get_buf(win), 0, -1, false))
    end
  end
  return table.concat(lines, ' ')`;

test('both READMEs give the same configuration', () => {
  expect(readmeBlocks('README.md', 'lua')).toHaveLength(2);
  expect(readmeBlocks('README.sv.md', 'lua')).toEqual(readmeBlocks('README.md', 'lua'));
});

for (const { program, version } of programs)
  test.skipIf(version === undefined)(
    `Neovim ${version ?? `(skipped without ${program.replace(cache, '')})`} with README’s configuration`,
    { timeout: 300_000, retry },
    async () => {
      const { cwd, path, canonical } = inForm();
      const [recent = '', older = ''] = readmeBlocks('README.md', 'lua');
      const minor = Number(version?.split('.')[1]);
      const nvim = start(program, cwd, minor < 11 ? older : recent, 'fardplan.md');
      const { lua, type } = nvim;
      const has = (code: string) => until(() => (lua(codes) as string[]).includes(code), `${code} in Neovim`);
      const hasNot = (code: string) => until(() => !(lua(codes) as string[]).includes(code), `no ${code} in Neovim`);

      // A fault is seen while it is typed, and is gone with it.
      await until(() => existsSync(path) && lua('return vim.fn.mode()') === 'n', 'Neovim');
      type(':%s/^version:/versoin:/<CR>');
      await has('unknown-key');
      type('u');
      await hasNot('unknown-key');

      // It is mended by what the server offers for it.
      type(':%s/^## Målbild/## Ma\u030albild/<CR>');
      await has('composed-letters');
      type(':lua vim.ui.select = function(items, _, done) offered = #items; done(items[1], 1) end<CR>');
      lua(
        'for _, each in ipairs(vim.diagnostic.get(0)) do if each.code == "composed-letters" then vim.api.nvim_win_set_cursor(0, { each.lnum + 1, each.col }) end end',
      );
      type(':lua vim.lsp.buf.code_action()<CR>');
      const malbild = () => lua("return vim.fn.search('^## Målbild', 'nw')") as number;
      await until(() => malbild() > 0, 'the mended heading');
      expect(lua('return offered')).toBeGreaterThan(1);
      await hasNot('composed-letters');

      // What the word below the cursor is.
      type('gg/digital-plan<CR>');
      type(':lua vim.lsp.buf.hover()<CR>');
      await until(() => /digital-plan/.test(String(lua(floating))), 'what an id is the id of');

      // Renamed in every file that has it, to one as long, so that tables stay as they are.
      type(':lua vim.lsp.buf.rename("plan-digital")<CR>');
      await until(() => (lua("return vim.fn.search('digital-plan', 'nw')") as number) === 0, 'the new id');
      type(':wa<CR>');
      await until(
        () => readFileSync(path, 'utf8') === canonical.replaceAll('digital-plan', 'plan-digital'),
        'fardplan.md',
      );
      const checked = fardplan(['check', '--no-cache'], { cwd });
      expect(checked.code, checked.stdout).toBe(0);
      const named = readFileSync(join(cwd, 'consultation/dispositions.yaml'), 'utf8');
      expect([named.includes('plan-digital'), named.includes('digital-plan')]).toEqual([true, false]);

      // Completed where it is written, in another file.
      type(':edit consultation/responses/goteborg.md<CR>');
      await until(() => lua('return vim.bo.omnifunc') === 'v:lua.vim.lsp.omnifunc', 'the server in the other file');
      type('gg/^datum:<CR>Osamm<C-x><C-o>');
      // There is but one key that begins so, and then Vim shows no list.
      await until(() => /^sammanfattning/.test(String(lua("return vim.fn.getline('.')"))), 'the completed key');
      type('<Esc>u');
      await until(() => lua("return vim.fn.search('^samm', 'nw')") === 0, 'the line taken away');

      // From a principal to where it is told of.
      type('gg/^huvudman: /e<CR>');
      type('l:lua vim.lsp.buf.definition()<CR>');
      await until(() => lua("return vim.fn.expand('%:t')") === 'parties.yaml', 'the register');
      expect(lua("return vim.fn.getline('.')")).toMatch(/goteborg|Göteborg/);

      // The whole file in its form, and nothing else in it.
      type(':edit fardplan.md<CR>');
      type(':%s/^- /*   /<CR>');
      type(
        `:lua ${minor < 8 ? 'vim.lsp.buf.formatting_sync(nil, 20000)' : 'vim.lsp.buf.format({ timeout_ms = 20000 })'}<CR>`,
      );
      await until(
        () => (lua("return vim.fn.search('^[*]   ', 'nw')") as number) === 0,
        'the formatted text',
        () => lua('return vim.fn.execute("messages")'),
      );
      type(':w<CR>');
      const wanted = canonical.replaceAll('digital-plan', 'plan-digital');
      await until(
        () => readFileSync(path, 'utf8') === wanted,
        'the formatted file',
        () => readFileSync(path, 'utf8'),
      );

      const ended = new Promise((settle) => nvim.process.once('exit', settle));
      type(':qa!<CR>');
      expect(await ended).toBe(0);
    },
  );
