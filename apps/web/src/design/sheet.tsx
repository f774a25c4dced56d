import { useLingui } from '@lingui/react/macro';
import type { ReactNode } from 'react';
import { Dialog } from 'react-aria-components/Dialog';
import { Modal, ModalOverlay } from 'react-aria-components/Modal';
import { Icon } from './icon.tsx';

interface SheetProps {
  readonly label: string;
  readonly isOpen: boolean;
  readonly onClose: () => void;
  /** Whether what it shows is a table. */
  readonly wide?: boolean;
  readonly children: ReactNode;
}

/** A side sheet over the page: keeps the focus, closes on Escape and on a click outside. */
export function Sheet({ label, isOpen, onClose, wide = false, children }: SheetProps) {
  const { t } = useLingui();
  return (
    <ModalOverlay
      isOpen={isOpen}
      onOpenChange={(open) => !open && onClose()}
      isDismissable
      className="fixed inset-0 z-40 bg-[rgb(0_18_22/0.32)]"
    >
      <Modal
        className={`fixed inset-y-0 right-0 w-full animate-[sheet-in_180ms_ease-out] bg-surface shadow-sheet ${wide ? 'max-w-[48rem]' : 'max-w-[30rem]'}`}
      >
        <Dialog aria-label={label} className="flex h-full flex-col outline-none">
          <header className="flex flex-none items-center justify-between gap-4 border-b border-line px-5 py-3">
            <h2 className="font-medium text-soft">{label}</h2>
            <button type="button" className="button button-quiet" aria-label={t`Close`} onClick={onClose}>
              <Icon name="close" />
            </button>
          </header>
          <div className="min-h-0 flex-1 overflow-y-auto px-5 py-4">{children}</div>
        </Dialog>
      </Modal>
    </ModalOverlay>
  );
}
