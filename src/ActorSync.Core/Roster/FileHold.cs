namespace ActorSync.Core.Roster;

/// <summary>Why a source file is held: nothing of the run is written.</summary>
/// <param name="File">The file's name as given.</param>
/// <param name="Line">1-based line of the first place, or 0.</param>
/// <param name="Column">The column, or empty.</param>
/// <param name="Rule">The rule's stable kebab-case name, e.g. <c>key-column-missing</c>.</param>
/// <param name="Message">What is wrong and what to do.</param>
/// <param name="CanBeAccepted">Whether <c>--accept REASON</c> may override it; then the cells or rows it speaks of were rejected one by one. An empty file or a missing key column cannot be.</param>
public sealed record FileHold(string File, int Line, string Column, string Rule, string Message, bool CanBeAccepted);
