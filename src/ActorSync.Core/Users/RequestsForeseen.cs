namespace ActorSync.Core.Users;

/// <summary>How many requests of one user the forecast counts, from the decision on.</summary>
/// <param name="Reads">Reads that settle what an earlier process left in doubt.</param>
/// <param name="Writes">Writes.</param>
public readonly record struct RequestsForeseen(int Reads, int Writes)
{
    /// <summary>Nothing to be sent.</summary>
    public static readonly RequestsForeseen None;

    /// <summary>Both.</summary>
    public int Total => Reads + Writes;
}
