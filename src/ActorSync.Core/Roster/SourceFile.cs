namespace ActorSync.Core.Roster;

/// <summary>What is known of one source file after it was read.</summary>
/// <param name="Name">The name as given (<c>-</c> for standard input).</param>
/// <param name="Kind">Which sheet it is.</param>
/// <param name="Rows">Data rows read.</param>
/// <param name="Description">How it was read, for display: format, encoding, delimiter, columns matched and ignored.</param>
public sealed record SourceFile(string Name, SheetKind Kind, long Rows, string Description);
