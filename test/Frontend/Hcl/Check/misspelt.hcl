# A word that is needed and misspelt is one error: that it is missing follows.
# RUN: schemac-translate --from hcl -verify-diagnostics %s

schema "public" {}
table "t" {
  schema = schema.public
  column "a" {
    # expected-error@+1:5 {{column 'a' has no attribute 'tpye'}} {{5-9=type}}
    tpye = int
  }
  column "b" {
    type = int
  }
  check "c" {
    # expected-error@+1:5 {{check 'c' has no attribute 'exprr'}} {{5-10=expr}}
    exprr = "b > 0"
  }
  index "i" {
    # expected-error@+1:5 {{index 'i' has no attribute 'colums'}} {{5-11=columns}}
    colums = [column.b]
  }
  # expected-error@+1:3 {{index 'j' needs 'columns' or a block 'on'}}
  index "j" {
    # expected-error@+1:5 {{index 'j' has no attribute 'uniqe'}} {{5-10=unique}}
    uniqe = true
  }
  # expected-error@+1:3 {{column 'd' needs 'type'}}
  column "d" {
    # expected-error@+1:5 {{column 'd' has no attribute 'defalt'}} {{5-11=default}}
    defalt = 1
  }
}
