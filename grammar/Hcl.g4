// The native syntax of HCL, the language of Atlas, Terraform and others.
//
// Every decision looks at one token, as in Prisma.g4, so the generated parser is plain switches. What
// a token is depends on where it stands (line ends count in bodies and objects only, a string is a
// template with expressions in it, `for` and `if` are words of the language in a few places), so the
// tokens come from lib/Frontend/Hcl/Lexer.cpp; the lexer rules here name them. Operators have no
// precedence here: the builder of the tree gives it to the flat list. A line end between the members
// of an object comes as a comma. A value of an attribute that is a word, a number, a string, a path, a
// call with such or a list of these comes as PLAIN, so that what nearly all lines of a schema hold makes
// no tree of expressions.
grammar Hcl;

options { superClass = FastParser; }

@parser::postinclude {
#include "schemac/Frontend/Antlr/FastParser.h"
}

body
    : ( items+=item | NEWLINE )* EOF
    ;

item
    : name=IDENT
      ( equals=EQUALS ( plain=PLAIN | value=expression )
      | labels+=( IDENT | STRING )* open=OPEN ( NEWLINE nested=blockItems | single=attribute )? close=CLOSE
      )
      NEWLINE
    ;

blockItems
    : ( items+=item | NEWLINE )*
    ;

// The only one of a block that is written on one line.
attribute
    : name=IDENT equals=EQUALS ( plain=PLAIN | value=expression )
    ;

expression
    : operands+=operand
      ( operators+=( OR | AND | EQ | NE | LT | LE | GT | GE | PLUS | MINUS | STAR | SLASH | PERCENT )
        operands+=operand )*
      ( question=QUESTION yes=expression COLON no=expression )?
    ;

operand
    : signs+=( MINUS | NOT )* value=term steps+=step*
    ;

term
    : number=NUMBER
    | text=STRING
    | name=IDENT ( SCOPE scoped+=IDENT )* ( call=LPAREN args=arguments? RPAREN )?
    | open=LPAREN inner=expression RPAREN
    | open=LBRACKET ( elements+=expression ( COMMA elements+=expression )* TRAILING_COMMA? )? RBRACKET
    | open=LBRACKET_FOR intro=forIntro result=expression ( IF condition=expression )? RBRACKET
    | open=LBRACE ( members+=member ( COMMA members+=member )* TRAILING_COMMA? )? RBRACE
    | open=LBRACE_FOR intro=forIntro key=expression ARROW result=expression group=ELLIPSIS?
      ( IF condition=expression )? RBRACE
    | open=( QUOTE_OPEN | HEREDOC_OPEN ) parts+=part* close=( QUOTE_CLOSE | HEREDOC_CLOSE )
    ;

arguments
    : items+=expression ( COMMA items+=expression )* ( expand=ELLIPSIS | TRAILING_COMMA )?
    ;

forIntro
    : first=IDENT ( COMMA second=IDENT )? IN collection=expression COLON
    ;

member
    : key=expression ( EQUALS | COLON ) value=expression
    ;

step
    : DOT ( name=IDENT | index=NUMBER | star=STAR )
    | open=LBRACKET ( star=STAR | key=expression ) RBRACKET
    ;

// A directive's parts come flat; the builder nests what stands between them.
part
    : literal=LITERAL
    | open=INTERPOLATION value=expression close=TEMPLATE_CLOSE
    | open=DIRECTIVE
      ( word=IF value=expression
      | word=FOR first=IDENT ( COMMA second=IDENT )? IN value=expression
      | word=( ELSE | ENDIF | ENDFOR )
      )
      close=TEMPLATE_CLOSE
    ;

IDENT   : 'identifier' ;
NUMBER  : 'number' ;
STRING  : 'string' ;
PLAIN   : 'plain' ;
LITERAL : 'literal' ;
NEWLINE : 'newline' ;

EQUALS : '=' ;
OPEN   : 'block{' ;
CLOSE  : 'block}' ;

OR : '||' ;
AND : '&&' ;
EQ : '==' ;
NE : '!=' ;
LT : '<' ;
LE : '<=' ;
GT : '>' ;
GE : '>=' ;
PLUS : '+' ;
MINUS : '-' ;
STAR : '*' ;
SLASH : '/' ;
PERCENT : '%' ;
NOT : '!' ;

QUESTION : '?' ;
COLON : ':' ;
SCOPE : '::' ;
ARROW : '=>' ;
ELLIPSIS : '...' ;
DOT : '.' ;
COMMA : ',' ;
TRAILING_COMMA : ',]' ;

LPAREN : '(' ;
RPAREN : ')' ;
LBRACKET : '[' ;
LBRACKET_FOR : '[for' ;
RBRACKET : ']' ;
LBRACE : '{' ;
LBRACE_FOR : '{for' ;
RBRACE : '}' ;

IF : 'if' ;
FOR : 'for' ;
IN : 'in' ;
ELSE : 'else' ;
ENDIF : 'endif' ;
ENDFOR : 'endfor' ;

QUOTE_OPEN : 'quote' ;
QUOTE_CLOSE : 'unquote' ;
HEREDOC_OPEN : '<<' ;
HEREDOC_CLOSE : 'marker' ;
INTERPOLATION : '${' ;
DIRECTIVE : '%{' ;
TEMPLATE_CLOSE : 'template}' ;
UNKNOWN : . ;
