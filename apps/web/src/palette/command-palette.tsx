import { Trans, useLingui } from '@lingui/react/macro';
import { useState } from 'react';
import { Autocomplete } from 'react-aria-components/Autocomplete';
import { Dialog } from 'react-aria-components/Dialog';
import { Menu, MenuItem } from 'react-aria-components/Menu';
import { Modal, ModalOverlay } from 'react-aria-components/Modal';
import { Input, SearchField } from 'react-aria-components/SearchField';
import { rank } from './rank.ts';
import { type Command, useCommands, useMomentCommand } from './use-commands.ts';

/** Everything that can be gone to or done, found by its name. */
export function CommandPalette({ onClose }: { readonly onClose: () => void }) {
  const { t } = useLingui();
  const [query, setQuery] = useState('');
  const commands = useCommands();
  const moment = useMomentCommand(query);
  const found: readonly Command[] = [...(moment ? [moment] : []), ...rank(commands, query)];
  const run = (id: string) => {
    onClose();
    found.find((command) => command.id === id)?.run();
  };
  return (
    <ModalOverlay
      isOpen
      isDismissable
      onOpenChange={(open) => !open && onClose()}
      className="fixed inset-0 z-50 grid justify-items-center bg-[rgb(0_18_22/0.32)] px-3 pt-[12vh]"
    >
      <Modal className="h-fit w-full max-w-xl overflow-hidden rounded-lg bg-surface shadow-sheet">
        <Dialog aria-label={t`Search and commands`} className="grid outline-none">
          <Autocomplete inputValue={query} onInputChange={setQuery}>
            <SearchField
              // oxlint-disable-next-line jsx-a11y/no-autofocus -- it was opened to be typed into
              autoFocus
              aria-label={t`Screen, deal, party, day or command`}
              className="border-b border-line p-2"
            >
              <Input
                data-testid="palette-input"
                placeholder={t`Screen, deal, party, day or command`}
                className="field min-h-10 border-transparent text-body"
              />
            </SearchField>
            {/* The menu itself takes no focus, its scrolling does. */}
            <div
              role="region"
              tabIndex={0}
              aria-label={t`What was found`}
              className="max-h-[min(24rem,60vh)] overflow-y-auto -outline-offset-2"
            >
              <Menu
                aria-label={t`What was found`}
                items={found}
                dependencies={[query]}
                onAction={(key) => run(String(key))}
                renderEmptyState={() => (
                  <p className="p-3 text-soft">
                    <Trans>Nothing is called so. A day reads 2025-10-31, an event #41.</Trans>
                  </p>
                )}
                className="p-1 outline-none"
              >
                {(command) => (
                  <MenuItem
                    id={command.id}
                    textValue={command.label}
                    data-testid="palette-command"
                    className="flex min-h-9 items-center justify-between gap-4 rounded-sm px-3 py-1 outline-none data-[focused]:bg-wash"
                  >
                    <span className="min-w-0 truncate">{command.label}</span>
                    <span className="flex-none text-label text-soft">{command.group}</span>
                  </MenuItem>
                )}
              </Menu>
            </div>
          </Autocomplete>
        </Dialog>
      </Modal>
    </ModalOverlay>
  );
}
