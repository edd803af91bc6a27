#!/usr/bin/env perl
# Writes lib/Frontend/Hcl/Letters.def, what functions of texts need of Unicode: perl utils/unicode_case.pl
#
# From Perl's own tables. CASE(upper|lower|title, first, last, distance): letters of which the mapping, of
# one letter to one, is so far away (step 1); CASE2 the same for every second letter of the range.
# BREAK(first, last, class): how characters hold together in what a reader takes for one (UAX #29). Syllables of Hangul are
# computed and not listed.
use strict;
use warnings;
use File::Basename;
use Unicode::UCD qw(prop_invmap);

my @rows;

sub mappings {
  my ($property, $kind) = @_;
  my ($starts, $values) = prop_invmap($property);
  my @runs; # first, last, distance, step
  for my $i (0 .. $#$starts) {
    my $value = $values->[$i];
    next if !$value || ref $value;
    my $end = $i < $#$starts ? $starts->[$i + 1] - 1 : $starts->[$i];
    for my $point ($starts->[$i] .. $end) {
      my $distance = $value + ($point - $starts->[$i]) - $point;
      next unless $distance;
      my $run = @runs ? $runs[-1] : undef;
      my $step = $run ? $point - $run->[1] : 0;
      if ($run && $run->[2] == $distance && ($step == 1 || $step == 2) && ($run->[3] == 0 || $run->[3] == $step)) {
        @$run[1, 3] = ($point, $step);
      } else {
        push @runs, [$point, $point, $distance, 0];
      }
    }
  }
  push @rows, sprintf("CASE%s(%s, 0x%X, 0x%X, %d)", $_->[3] == 2 ? "2" : "", $kind, @$_[0 .. 2]) for @runs;
}

sub breaks {
  my ($starts, $values) = prop_invmap("Grapheme_Cluster_Break");
  my %names = (Control => 1, CR => 1, LF => 1, Extend => 1, ZWJ => 1, Prepend => 1, SpacingMark => 1,
               Regional_Indicator => 1, ExtPict_XX => 1, L => 1, V => 1, T => 1);
  for my $i (0 .. $#$starts - 1) {
    my $name = $values->[$i];
    next unless $names{$name};
    $name = "Pictograph" if $name eq "ExtPict_XX";
    $name = "Regional" if $name eq "Regional_Indicator";
    push @rows, sprintf("BREAK(0x%X, 0x%X, %s)", $starts->[$i], $starts->[$i + 1] - 1, $name);
  }
}

mappings("Simple_Uppercase_Mapping", "Upper");
mappings("Simple_Lowercase_Mapping", "Lower");
mappings("Simple_Titlecase_Mapping", "Title");
breaks();

my $text = "// Made by utils/unicode_case.pl, of Unicode " . Unicode::UCD::UnicodeVersion() . ".\n";
my $line = "";
for my $row (@rows) {
  if (length($line) + length($row) > 98) {
    $line =~ s/ $//;
    $text .= "$line\n";
    $line = "";
  }
  $line .= "$row ";
}
$line =~ s/ $//;
$text .= "$line\n";
my $path = dirname(__FILE__) . "/../lib/Frontend/Hcl/Letters.def";
open(my $file, ">", $path) or die "$path: $!";
print $file $text;
