import { Trans, useLingui } from '@lingui/react/macro';
import { FIELD_WORDS } from '../words/field-words.ts';
import { useWords } from '../words/use-words.ts';
import type { NamedField, SpecFieldProps } from './field-spec.ts';
import { useFormState } from './form-context.tsx';
import type { Values } from './form-values.ts';
import { InputField } from './input-field.tsx';
import { askingOf, isLeg } from './leg-fields.ts';
import { ListField } from './list-field.tsx';
import { OtherWords } from './other-words.tsx';
import { PreviousField } from './previous-field.tsx';
import { QuantityField } from './quantity-field.tsx';
import { ReferenceField } from './reference-field.tsx';
import { ViolationNotes } from './violation-notes.tsx';

/** A field by what it holds. */
export function SpecField(props: SpecFieldProps) {
  const { dataSpec, read } = useFormState();
  const { spec, pointer } = props;
  switch (spec.is) {
    case 'list':
      return <ListField {...props} item={spec.item} renderItem={(item) => <SpecField {...item} />} />;
    case 'group':
      if (spec.fields.some((field) => field.name === 'qualifier'))
        return <QuantityField {...props} fields={spec.fields} />;
      return (
        <Framed {...props}>
          <FieldGroup fields={spec.fields} pointer={pointer} />
        </Framed>
      );
    case 'variant':
      return spec.by === 'qualifier' ? (
        <QuantityField {...props} fields={quantityFields(spec.cases, read(pointer))} />
      ) : (
        <VariantField {...props} by={spec.by} cases={spec.cases} />
      );
    case 'printed':
      return <PreviousField {...props} />;
    case 'reference':
      return <ReferenceField {...props} />;
    case 'data':
      return (
        <OtherWords {...props}>
          {dataSpec ? <SpecField {...props} optional={false} spec={dataSpec} /> : null}
        </OtherWords>
      );
    default:
      return <InputField {...props} />;
  }
}

/** The fields of a quantity under the qualifier that is chosen. */
function quantityFields(cases: ReadonlyMap<string, readonly NamedField[]>, value: unknown): readonly NamedField[] {
  const qualifier: NamedField = {
    name: 'qualifier',
    spec: { is: 'choice', choices: [...cases.keys()] },
    optional: false,
  };
  return [qualifier, ...(cases.get(String((value as Values | undefined)?.['qualifier'] ?? '')) ?? [])];
}

interface FieldGroupProps {
  readonly fields: readonly NamedField[];
  readonly pointer: string;
}

/** What may be left out, but is what one comes for. */
const ALWAYS_ASKED: ReadonlySet<string> = new Set([
  'deal',
  'party',
  'evidence',
  '/datalegs',
  '/dataquantity',
  '/dataalternative',
  '/dataaliases',
  '/datalei',
  '/dataparent',
  '/datareleaseRemainder',
]);

/** Fields side by side; what may be left out is folded away until it is wanted. */
export function FieldGroup({ fields, pointer }: FieldGroupProps) {
  const { read, violationsAt } = useFormState();
  const values = (read(pointer) ?? {}) as Values;
  const ofLeg = isLeg(fields);
  const asking = (field: NamedField): ReturnType<typeof askingOf> => {
    const { name, optional, spec } = field;
    if (!optional) return 'asked';
    if (ofLeg) return askingOf(field, values);
    return spec.is === 'text' || spec.is === 'date' || ALWAYS_ASKED.has(pointer + name) ? 'asked' : 'folded';
  };
  const first = fields.filter((field) => asking(field) === 'asked');
  const folded = fields.filter((field) => asking(field) === 'folded');
  const isOpen = folded.some(
    ({ name }) => values[name] || [...violationsAt.keys()].some((path) => path.startsWith(`${pointer}/${name}`)),
  );
  return (
    <div className="grid gap-x-4 gap-y-3 sm:grid-cols-2 lg:grid-cols-3">
      {first.map((field) => (
        <SpecField key={field.name} {...field} pointer={`${pointer}/${field.name}`} />
      ))}
      {folded.length > 0 ? (
        <details className="col-span-full" open={isOpen || undefined}>
          <summary className="w-fit py-1 font-medium text-accent">
            <Trans>More terms</Trans>
          </summary>
          <div className="mt-2 grid gap-x-4 gap-y-3 border-l-2 border-line pl-4 sm:grid-cols-2 lg:grid-cols-3">
            {folded.map((field) => (
              <SpecField key={field.name} {...field} pointer={`${pointer}/${field.name}`} />
            ))}
          </div>
        </details>
      ) : null}
    </div>
  );
}

interface VariantFieldProps extends SpecFieldProps {
  readonly by: string;
  readonly cases: ReadonlyMap<string, readonly NamedField[]>;
}

/** Fields that follow from a first choice. */
function VariantField({ pointer, by, cases, ...rest }: VariantFieldProps) {
  const { read } = useFormState();
  const chosen = String((read(pointer) as Values | undefined)?.[by] ?? '');
  return (
    <Framed {...rest} pointer={pointer}>
      <div className="grid gap-3">
        <div className="grid gap-x-4 sm:grid-cols-2 lg:grid-cols-3">
          <InputField name={by} pointer={`${pointer}/${by}`} spec={{ is: 'choice', choices: [...cases.keys()] }} />
        </div>
        <FieldGroup fields={cases.get(chosen) ?? []} pointer={pointer} />
      </div>
    </Framed>
  );
}

function Framed({ name, pointer, children }: SpecFieldProps & { readonly children: React.ReactNode }) {
  const { word } = useWords();
  const { t } = useLingui();
  // The items of a list carry their number already; the event's own data needs no frame, and other words have theirs.
  const bare = /\/\d+$/.test(pointer) || ['/data', '/data/data', '/data/alternative'].includes(pointer);
  if (bare) {
    return (
      <div className="col-span-full min-w-0">
        {children}
        <ViolationNotes pointer={pointer} />
      </div>
    );
  }
  return (
    <fieldset
      className="col-span-full min-w-0 border-l-2 border-line pl-4"
      aria-label={t`Group ${word(FIELD_WORDS, name)}`}
    >
      <p aria-hidden className="mb-2 font-medium text-soft">
        {word(FIELD_WORDS, name)}
      </p>
      {children}
      <ViolationNotes pointer={pointer} />
    </fieldset>
  );
}
