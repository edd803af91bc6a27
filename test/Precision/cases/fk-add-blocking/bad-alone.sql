-- expect: fk-add-blocking, fk-missing-child-index
-- change
ALTER TABLE public.invoices ADD CONSTRAINT invoices_client_fkey FOREIGN KEY (client_id) REFERENCES public.clients (id);
