namespace ActorSync.Core.Roster;

/// <summary>One thing that a person should know about a place in a source, in the configuration or on the target.</summary>
/// <param name="File">The file's name as given, or empty where no file is meant.</param>
/// <param name="Line">1-based line, or 0.</param>
/// <param name="Column">The column or property, or empty.</param>
/// <param name="Rule">The rule's stable kebab-case name, e.g. <c>level-out-of-range</c>.</param>
/// <param name="Message">What is wrong and what to do, in whole sentences.</param>
/// <param name="Severity">Whether something was rejected because of it.</param>
/// <param name="Raw">The raw text at that place, shortened to 200 characters, or null.</param>
public sealed record Finding(string File, int Line, string Column, string Rule, string Message, FindingSeverity Severity, string? Raw = null);
