*> The first calls from COBOL (GnuCOBOL 3, free format, 64 bits).
*>
*>     cobc -x -free -fstatic-call first.cob -L PREFIX/lib -l statsbidrag
*>
*> int64_t and size_t are BINARY-DOUBLE, int32_t, uint32_t and sb_status BINARY-LONG, and handles
*> POINTER. What a call writes goes BY REFERENCE, and numbers go BY VALUE: those of 64 bits with
*> SIZE 8, for without it GnuCOBOL passes the lower half of them only.
identification division.
program-id. first-calls.

data division.
working-storage section.
*> Numbers of the header.
78 abi-version                       value 1.
78 sb-ok                             value 0.

*> What a call says of itself.
01 status-code               binary-long unsigned.
01 problems                  pointer.
01 told                      pointer.
01 told-length               binary-long unsigned.

*> What the library points to: read as far as it is long, or to its zero byte.
01 name                      pointer.
01 name-length               binary-long unsigned.
01 c-text                    pic x(100000) based.

*> The key: asylum seekers and population of three municipalities, and what each counts for.
01 asylum-seekers.
   05 asylum-cell            binary-double occurs 3.
01 population.
   05 population-cell        binary-double occurs 3.
01 columns-of-key.
   05 column-of-key          pointer occurs 2.
01 shares.
   05 share-cell             binary-double occurs 2.
01 amounts.
   05 amount-cell            binary-double occurs 3.

*> sb_allocation
01 allocation.
   05 a-size                 binary-double unsigned.
   05 a-rows                 binary-double unsigned.
   05 a-total                binary-double.
   05 a-unit                 binary-double.
   05 a-rounding             binary-long unsigned.
   05 a-rounding-scope       binary-long unsigned.
   05 a-ties                 binary-long unsigned.
   05 a-bounds               binary-long unsigned.
   05 a-reduce-minimums      binary-long unsigned.
   05 a-minimum-for-zero     binary-long unsigned.
   05 a-components           binary-double unsigned.
   05 a-weights              pointer.
   05 a-shares               pointer.
   05 a-shares-of            binary-double.
   05 a-ids                  pointer.
   05 a-minimum              pointer.
   05 a-maximum              pointer.
   05 a-marks                pointer.
   05 a-component-amounts    pointer.

*> A rule about ratios, and a ratio that is held against it.
01 rules                     pointer.
01 rule-id                   pic x(23) value "molndal-supervisor-span".
01 rule-length               binary-double unsigned value 23.
01 any-day                   binary-long value 0.
01 heads                     binary-double value 1.
01 social-workers            binary-double value 9.
01 supervisors               binary-double value 1.

*> sb_ratio_limits
01 span-limits.
   05 l-size                 binary-double unsigned.
   05 l-at-most-numerator    binary-double.
   05 l-at-most-denominator  binary-double.
   05 l-at-least-numerator   binary-double.
   05 l-at-least-denominator binary-double.
   05 l-numerator-scale      binary-double.
   05 l-denominator-scale    binary-double.
   05 l-hire-step            binary-double.
   05 l-hire-into            binary-long unsigned.
   05 l-is-statistic         binary-long unsigned.

*> sb_ratio_verdict
01 ratio-verdict.
   05 r-size                 binary-double unsigned.
   05 r-hire                 binary-double.
   05 r-headroom             binary-double.
   05 r-excess               binary-double.
   05 r-status               binary-long unsigned.
   05 r-reserved             binary-long unsigned.

*> A grant, and a claim line: a social worker for two months, öre and FTE in ten thousandths.
01 rulebook                  pointer.
01 grant-id                  pic x(16) value "starkt-bemanning".
01 grant-length              binary-double unsigned value 16.
01 grant-year                binary-long value 2016.
01 split-by-day              binary-long unsigned value 2.
01 role-social-worker        binary-long unsigned value 1.
01 child-youth-authority     binary-long unsigned value 1.
01 cost-personnel            binary-long unsigned value 1.
01 employment-employed       binary-long unsigned value 1.
01 above-baseline            binary-long unsigned value 1.
01 not-said                  binary-long unsigned value 0.
01 from-day                  binary-long.
01 to-day                    binary-long.
01 one-fte                   binary-double value 10000.
01 claimed                   binary-double value 18000000.
01 other-funding             binary-double value 0.

*> sb_line_verdict
01 line-verdict.
   05 v-size                 binary-double unsigned.
   05 v-approved             binary-double.
   05 v-undetermined         binary-double.
   05 v-reasons              binary-long unsigned.
   05 v-verdict              binary-long unsigned.

01 row                       binary-long unsigned.
01 reason                    binary-long unsigned.
01 reasons-left              binary-long unsigned.
01 is-told                   binary-long unsigned.
01 shown                     pic -(17)9.

procedure division.
main-line.
    call "sb_abi_version" returning status-code
    if status-code not = abi-version
        display "statsbidrag is not what this was compiled with" upon syserr
        stop run returning 1
    end-if
    perform divide-ten-million
    perform check-a-ratio
    perform assess-a-line
    perform see-all-that-is-wrong
    stop run returning 0.

divide-ten-million.
    move 1200 to asylum-cell (1)
    move 2300 to asylum-cell (2)
    move 3100 to asylum-cell (3)
    move 935619 to population-cell (1)
    move 328494 to population-cell (2)
    move 556640 to population-cell (3)
    move 70 to share-cell (1)
    move 30 to share-cell (2)
    perform allocate-by-key
    perform stop-if-wrong
    perform varying row from 1 by 1 until row > 3
        divide amount-cell (row) by 100 giving shown
        display function trim(shown) " kr"
    end-perform.

allocate-by-key.
    initialize allocation
    set column-of-key (1) to address of asylum-seekers
    set column-of-key (2) to address of population
    move length of allocation to a-size
    move 3 to a-rows
    multiply 10000000 by 100 giving a-total
    move 2 to a-components
    set a-weights to address of columns-of-key
    set a-shares to address of shares
    move 100 to a-shares-of
    call "sb_allocate" using by reference allocation amounts omitted problems
        returning status-code
    end-call.

*> How many social workers a supervisor may have in Mölndal: nine have one.
check-a-ratio.
    call "sb_rule_set_load" using by reference rule-id by value size 8 rule-length
        by reference rules problems returning status-code
    end-call
    perform stop-if-wrong
    initialize span-limits ratio-verdict
    move length of span-limits to l-size
    call "sb_rule_set_limits" using by value rules by reference rule-id
        by value size 8 rule-length by value any-day
        by value size 8 heads by value size 8 heads
        by reference span-limits problems returning status-code
    end-call
    perform stop-if-wrong
    call "sb_rule_set_free" using by value rules returning omitted
    move length of ratio-verdict to r-size
    call "sb_check_one_ratio" using by reference span-limits
        by value size 8 social-workers by value size 8 supervisors
        by reference ratio-verdict problems returning status-code
    end-call
    perform stop-if-wrong
    call "sb_ratio_status_name" using by value r-status returning name
    perform display-name
    move r-excess to shown
    display ": " function trim(shown) " over, hire " no advancing
    move r-hire to shown
    display function trim(shown).

*> A new social worker from December 2016 to January 2017, held against the grant of 2016.
assess-a-line.
    call "sb_rulebook_load" using by reference grant-id by value size 8 grant-length
        by reference rulebook problems returning status-code
    end-call
    perform stop-if-wrong
    call "sb_days_of" using by value 2016 12 1 by reference from-day problems
        returning status-code
    end-call
    perform stop-if-wrong
    call "sb_days_of" using by value 2017 1 31 by reference to-day problems
        returning status-code
    end-call
    perform stop-if-wrong
    initialize line-verdict
    move length of line-verdict to v-size
    call "sb_assess_one" using by value rulebook grant-year split-by-day
        by value role-social-worker child-youth-authority cost-personnel
        by value employment-employed above-baseline not-said from-day to-day
        by value size 8 one-fte by value size 8 claimed
        by value not-said not-said by value size 8 other-funding
        by reference line-verdict problems returning status-code
    end-call
    perform stop-if-wrong
    call "sb_rulebook_free" using by value rulebook returning omitted
    call "sb_verdict_name" using by value v-verdict returning name
    perform display-name
    divide v-approved by 100 giving shown
    display ": " function trim(shown) no advancing
    divide claimed by 100 giving shown
    display " of " function trim(shown) " kr" no advancing
    move v-reasons to reasons-left
    perform varying reason from 1 by reason until reasons-left = 0
        divide reasons-left by 2 giving reasons-left remainder is-told
        if is-told = 1
            call "sb_reason_name" using by value reason returning name
            display " " no advancing
            perform display-name
        end-if
    end-perform
    display x"0a" no advancing.

*> Two cells and the shares are wrong: one call names all three.
see-all-that-is-wrong.
    move -2300 to asylum-cell (2)
    move -5 to population-cell (3)
    move 40 to share-cell (2)
    perform allocate-by-key
    if status-code not = sb-ok
        perform display-problems
    end-if.

stop-if-wrong.
    if status-code not = sb-ok
        perform display-problems
        stop run returning 1
    end-if.

display-problems.
    call "sb_status_name" using by value status-code returning name
    perform display-name
    display x"0a" no advancing
    call "sb_problems_text" using by value problems by reference told returning status-code
    call "sb_text_data" using by value told returning name
    call "sb_text_length" using by value told returning told-length
    set address of c-text to name
    display c-text (1:told-length) no advancing
    call "sb_text_free" using by value told returning omitted
    call "sb_problems_free" using by value problems returning omitted.

*> What a name points to, up to its zero byte.
display-name.
    set address of c-text to name
    move 0 to name-length
    perform until c-text (name-length + 1:1) = low-value
        add 1 to name-length
    end-perform
    display c-text (1:name-length) no advancing.
