namespace ActorSync.Core.Users;

/// <summary>Requests for one user that no forecast knew of, by what made them necessary; further attempts of a request are not in it.</summary>
/// <param name="Settling">Reads that settle a write in doubt, and writes that repeat what was not applied.</param>
/// <param name="ReadAgain">Reads of what was too old, had moved, or clashed with a newer version, and the writes after them.</param>
public sealed record RequestsAgain(int Settling, int ReadAgain)
{
    /// <summary>None.</summary>
    public static readonly RequestsAgain None = new(0, 0);

    /// <summary>The sum of both.</summary>
    public static RequestsAgain operator +(RequestsAgain left, RequestsAgain right) => new(left.Settling + right.Settling, left.ReadAgain + right.ReadAgain);
}
