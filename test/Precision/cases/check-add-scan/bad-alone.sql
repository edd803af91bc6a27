-- expect: check-add-scan
-- change
ALTER TABLE "Product" ADD CHECK ("price" > 0);
