namespace ActorSync.Cli.Usage;

/// <summary>One option of a command.</summary>
/// <param name="Name">The name without dashes.</param>
/// <param name="ValueName">The form of its value, or null for a flag.</param>
/// <param name="IsRepeatable">Whether it may be given more than once.</param>
/// <param name="IsNumber">Whether its value is a whole number.</param>
/// <param name="Words">The values it takes where they are a fixed few, else empty.</param>
internal sealed record CommandOptionSpec(string Name, string? ValueName, bool IsRepeatable, bool IsNumber, IReadOnlyList<string> Words)
{
    /// <summary>Whether it takes a value.</summary>
    public bool TakesValue => ValueName is not null;
}
