namespace ActorSync.Core.Roster;

/// <summary>One proposal for a name that nobody declared; nothing is ever applied unasked.</summary>
/// <param name="Kind">What is proposed.</param>
/// <param name="Seen">The name as it stands in the files.</param>
/// <param name="Count">How often it stands there.</param>
/// <param name="Proposal">The declared name or column that may be meant, else the name to declare.</param>
/// <param name="Configuration">The entry of the configuration that would do it, as JSON; null where the source is to be corrected.</param>
public sealed record SourceSuggestion(SuggestionKind Kind, string Seen, long Count, string Proposal, string? Configuration);
