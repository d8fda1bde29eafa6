namespace ActorSync.Benchmarks.Roster;

/// <summary>One certification of a generated person.</summary>
/// <param name="Name">Its name.</param>
/// <param name="IssuedOn">The issue date, or null where the file does not give one.</param>
/// <param name="ExpiresOn">The expiry date, in the 2030s.</param>
/// <param name="Renews">Whether the row asks for a renewal, which with a date in the row means that very date.</param>
internal sealed record GeneratedCertification(string Name, DateOnly? IssuedOn, DateOnly ExpiresOn, bool Renews)
{
    /// <summary>The <c>expiresOn</c> that the guide's rule makes of the date, with the margin and for UTC: the end of the day before.</summary>
    public DateTimeOffset LastMillisecond => StartOf(ExpiresOn).AddMilliseconds(-1);

    /// <summary>The <c>issuedOn</c> that belongs on the target.</summary>
    public DateTimeOffset? IssuedAt => IssuedOn is { } issued ? StartOf(issued) : null;

    private static DateTimeOffset StartOf(DateOnly date) => new(date.ToDateTime(TimeOnly.MinValue), TimeSpan.Zero);
}
