"""The stable code of each rule. A code is never given to another rule, and a rule that goes leaves its code unused.

The hundreds say what kind of slowness it is: 1 searching, 2 sequences that are copied or moved as they grow, 3 work
done again, 4 better algorithms, 5 only the constant (shown on request).
"""

from __future__ import annotations

from functools import lru_cache

from hasten.proposers.rules import Rule, all_rules, rule_name

CODES = {
    "membership_test_on_list": "HS101",
    "membership_test_on_growing_list": "HS102",
    "membership_test_in_dict_of_lists": "HS103",
    "index_in_loop": "HS104",
    "count_in_loop": "HS105",
    "key_search_in_growing_list": "HS106",
    "linear_search_function": "HS107",
    "search_among_earlier_elements": "HS108",
    "search_by_any_in_loop": "HS109",
    "equality_filter_in_loop": "HS110",
    "count_by_comparison_in_loop": "HS111",
    "dict_scanned_for_key": "HS112",
    "copied_keys_membership": "HS113",
    "order_preserving_dedupe_by_list": "HS114",
    "relabelled_by_scanning": "HS117",
    "filter_in_called_function": "HS115",
    "either_key_searched": "HS116",
    "growing_list_searched_by_helper": "HS132",
    "index_in_growing_list": "HS130",
    "removal_by_value_in_loop": "HS131",
    "removal_at_list_front": "HS201",
    "removal_while_searching": "HS202",
    "minimum_removed_in_loop": "HS203",
    "keyed_minimum_removed_in_loop": "HS230",
    "sort_in_loop": "HS204",
    "list_copied_to_grow": "HS205",
    "sorted_again_as_it_grows": "HS240",
    "string_built_by_addition": "HS206",
    "sequence_consumed_from_front": "HS207",
    "text_consumed_from_front": "HS208",
    "loop_invariant_computation": "HS301",
    "slice_summed_in_loop": "HS302",
    "aggregate_of_growing_list": "HS303",
    "extreme_of_prefix_in_loop": "HS304",
    "recursion_without_memory": "HS305",
    "helper_called_again": "HS306",
    "parsed_again_in_loop": "HS307",
    "memory_made_anew_for_every_call": "HS308",
    "product_taken_again_and_again": "HS309",
    "states_that_come_back": "HS310",
    "prefix_gathered_again": "HS330",
    "union_made_to_measure": "HS332",
    "totals_by_range_in_loop": "HS331",
    "sorted_for_one_element": "HS401",
    "divisor_search_past_square_root": "HS402",
    "divisors_by_trying_all": "HS403",
    "best_run_by_all_pairs": "HS404",
    "closest_pairs_by_all_pairs": "HS405",
    "pairs_counted_by_order": "HS406",
    "scan_for_next_larger": "HS407",
    "window_sorted_anew": "HS408",
    "common_run_extended_anew": "HS409",
    "nearest_open_by_scanning": "HS410",
    "palindromes_among_all_parts": "HS411",
    "divisors_of_all_numbers": "HS412",
    "next_ready_by_scanning": "HS413",
    "subsets_with_equal_sums": "HS414",
    "walks_that_meet": "HS415",
    "choices_tried_one_by_one": "HS430",
    "append_in_loop": "HS501",
    "dict_filled_in_loop": "HS502",
    "fold_by_hand": "HS503",
    "counting_by_hand": "HS504",
    "equal_elements_counted": "HS505",
    "flag_set_without_break": "HS506",
    "list_built_to_test": "HS507",
    "generator_consumed_whole": "HS508",
    "copying_comprehension": "HS509",
    "lambda_in_map": "HS510",
    "reduce_with_lambda": "HS511",
    "regex_in_loop": "HS512",
    "repeated_subscript_in_inner_loop": "HS513",
    "index_loop_over_sequence": "HS514",
    "index_loop_by_while": "HS515",
    "neighbours_by_index": "HS516",
    "palindrome_by_index": "HS517",
    "small_power": "HS518",
    "deepcopy_of_flat_data": "HS519",
    "characters_filtered_one_by_one": "HS520",
    "small_helper_called_in_loop": "HS521",
    "extreme_of_few_values": "HS522",
    "generator_looped_over": "HS523",
    "few_values_looped_over": "HS524",
    "attribute_looked_up_in_loop": "HS525",
    "fixed_subscript_in_loop": "HS526",
    "constant_table_built_per_call": "HS527",
    "missing_attribute_by_exception": "HS528",
    "pattern_looked_up_per_call": "HS529",
    "work_for_an_unasked_result": "HS530",
    "characters_mapped_one_by_one": "HS531",
    "every_kth_by_counting": "HS532",
    "builtin_called_for_each": "HS533",
    "object_of_one_function": "HS540",
    "helper_with_a_loop": "HS541",
}
#: Rules whose findings never change the growth.
CONSTANT = frozenset(name for name, code in CODES.items() if code.startswith("HS5")) | {
    "helper_called_again",
    "parsed_again_in_loop",
}


@lru_cache(maxsize=2)
def rules_of(*, constants: bool) -> tuple[Rule, ...]:
    """The rules that a scan runs: all, or those that may find something that changes the growth."""
    return tuple(rule for rule in all_rules() if constants or rule_name(rule) not in CONSTANT)
