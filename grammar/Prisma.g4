// The Prisma schema language.
//
// Two properties are kept on purpose. Every decision looks at one token, so the generated parser is
// plain switches: where the language needs a second token to decide (a named argument, one that is an
// object, a comma before ')'), the lexer reads both as one. And blanks are not tokens, but line ends are: a block's parts
// stand on lines of their own.
//
// lib/Frontend/Prisma/Lexer.cpp is a faster equal of the lexer rules (a test compares the tokens of
// both), and blocks are parsed one by one, from `modelBlock`, `enumBlock` and `configBlock`;
// `schema` is the whole language.
grammar Prisma;

options { superClass = FastParser; }

@parser::postinclude {
#include "schemac/Frontend/Antlr/FastParser.h"
}

schema
    : ( blocks+=block | COMMENT | NEWLINE )* EOF
    ;

block
    : modelBlock
    | enumBlock
    | configBlock
    ;

// Composite types and views look like models.
modelBlock
    : keyword=( MODEL | VIEW | TYPE )
      blockName=( NAME | INTEGER | MODEL | VIEW | TYPE | ENUM | DATASOURCE | GENERATOR ) OPEN
      ( fields+=field | attributes+=blockAttribute | COMMENT | NEWLINE )*
      CLOSE
    ;

field
    : fieldName=( NAME | INTEGER | MODEL | VIEW | TYPE | ENUM | DATASOURCE | GENERATOR )
      ( typeName=( NAME | INTEGER | MODEL | VIEW | TYPE | ENUM | DATASOURCE | GENERATOR )
      | unsupported=UNSUPPORTED databaseType=STRING RPAREN
      )
      arity=( LIST | QUESTION )?
      attributes+=fieldAttribute*
      trailing=COMMENT? NEWLINE
    ;

enumBlock
    : keyword=ENUM
      blockName=( NAME | INTEGER | MODEL | VIEW | TYPE | ENUM | DATASOURCE | GENERATOR ) OPEN
      ( values+=enumValue | attributes+=blockAttribute | COMMENT | NEWLINE )*
      CLOSE
    ;

enumValue
    : valueName=( NAME | INTEGER | MODEL | VIEW | TYPE | ENUM | DATASOURCE | GENERATOR )
      attributes+=fieldAttribute*
      trailing=COMMENT? NEWLINE
    ;

configBlock
    : keyword=( DATASOURCE | GENERATOR )
      blockName=( NAME | INTEGER | MODEL | VIEW | TYPE | ENUM | DATASOURCE | GENERATOR ) OPEN
      ( properties+=property | COMMENT | NEWLINE )*
      CLOSE
    ;

property
    : key=( NAME | INTEGER | MODEL | VIEW | TYPE | ENUM | DATASOURCE | GENERATOR ) EQUALS
      value=expression?
      trailing=COMMENT? NEWLINE
    ;

fieldAttribute
    : AT attributeName=( NAME | INTEGER | PATH | MODEL | VIEW | TYPE | ENUM | DATASOURCE | GENERATOR )
      args=arguments?
    ;

blockAttribute
    : ATAT attributeName=( NAME | INTEGER | PATH | MODEL | VIEW | TYPE | ENUM | DATASOURCE | GENERATOR )
      args=arguments?
      trailing=COMMENT? NEWLINE
    ;

// The comma before the ')' is read, so that the message can be about it, and rejected later.
arguments
    : LPAREN ( items+=argument ( COMMA items+=argument )* )? close=( RPAREN | COMMA_RPAREN )
    ;

// `map:` with nothing behind it likewise.
argument
    : label=LABEL value=expression?
    | label=LABEL_OPEN object=members
    | value=expression
    ;

// An object stands behind a name, on one line: `where: { deleted: false, email: { not: null } }`. In an
// unnamed place Prisma reads it and rejects it at the same line.
members
    : ( items+=member ( COMMA items+=member )* )? CLOSE
    ;

member
    : label=LABEL value=expression
    | label=LABEL_OPEN object=members
    ;

expression
    : literal=( STRING | INTEGER | NUMBER )
    | path=( NAME | PATH | MODEL | VIEW | TYPE | ENUM | DATASOURCE | GENERATOR ) args=arguments?
    | array=LBRACKET elements+=expression ( COMMA elements+=expression )* RBRACKET
    | array=LIST
    ;

MODEL      : 'model' ;
VIEW       : 'view' ;
TYPE       : 'type' ;
ENUM       : 'enum' ;
DATASOURCE : 'datasource' ;
GENERATOR  : 'generator' ;

// What follows the '{' on its line does not count.
OPEN  : '{' ~[\r\n]* ;
CLOSE : '}' ;

UNSUPPORTED  : 'Unsupported(' ;
LPAREN       : '(' ;
RPAREN       : ')' ;
COMMA        : ',' ;
COMMA_RPAREN : ',' BLANK* ')' ;
LBRACKET     : '[' ;
RBRACKET     : ']' ;
LIST         : '[]' ;
QUESTION     : '?' ;
EQUALS       : '=' ;
ATAT         : '@@' ;
AT           : '@' ;

STRING  : '"' ( '\\' ~[\r\n] | ~["\\\u0000-\u001F] )* '"' ;
INTEGER : DIGIT+ ;
NUMBER  : '-' DIGIT+ ( '.' DIGIT+ )? | DIGIT+ '.' DIGIT+ ;
NAME    : WORD ;
PATH    : WORD ( '.' WORD? )+ ;
LABEL   : WORD BLANK* ':' ;
LABEL_OPEN : WORD BLANK* ':' BLANK* '{' ;

COMMENT : '//' ~[\r\n]* | '/*' .*? '*/' ;
NEWLINE : '\r\n' | '\n' | '\r' ;
SPACE   : BLANK+ -> skip ;
UNKNOWN : . ;

// Letters are Unicode's, digits ASCII's; a mark that combines with a letter is neither.
fragment WORD  : [\p{L}0-9] [\p{L}0-9_\-]* ;
fragment DIGIT : [0-9] ;
fragment BLANK : [ \t\u00A0\u1680\u2000-\u200A\u202F\u205F\u3000] ;
