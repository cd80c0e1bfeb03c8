import { envSchema } from '../../src/config/env';

interface Variable {
  readonly name: string;
  readonly preset: string;
  readonly about: string;
}

interface Described {
  readonly keys: Readonly<
    Record<string, { readonly flags?: { readonly description?: string; readonly default?: unknown } }>
  >;
}

/** Every variable of the environment, in the order of its schema. */
export function listVariables(): Variable[] {
  const { keys } = envSchema.describe() as unknown as Described;
  return Object.entries(keys).map(([name, { flags = {} }]) => ({
    name,
    preset: flags.default === undefined ? '' : String(flags.default),
    about: flags.description ?? '',
  }));
}

/** The text of `.env.example`: every variable, commented out, with its default. */
export function envExample(): string {
  const lines = listVariables().map(({ name, preset, about }) => `# ${about}\n#${name}=${preset}\n`);
  return `# Copy to .env and change what you need; everything has a default for local use.\n\n${lines.join('\n')}`;
}

/** The README's table of variables. */
export function configurationTable(): string {
  const rows = listVariables().map(
    ({ name, preset, about }) => `| \`${name}\` | ${preset && `\`${preset}\``} | ${about} |`,
  );
  return ['| variable | default | what |', '|---|---|---|', ...rows].join('\n');
}
