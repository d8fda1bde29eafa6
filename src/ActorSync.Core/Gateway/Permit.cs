using System.Globalization;
using ActorSync.Core.Pacing;

namespace ActorSync.Core.Gateway;

/// <summary>The right to make one attempt now.</summary>
/// <param name="Ticket">What the budget gave away for it.</param>
/// <param name="Token">The token that it is sent with.</param>
public sealed record Permit(Ticket Ticket, TokenLease Token)
{
    /// <summary>How long it was waited for.</summary>
    public TimeSpan Waited { get; init; }

    /// <summary>The token's lane.</summary>
    public int Lane => Ticket.Lane;

    /// <summary>The template of the route that it was given for.</summary>
    public string Route => Ticket.Route;

    /// <summary>What the log calls the token.</summary>
    public string Label => LabelOf(Lane);

    /// <summary>What a 429 to this attempt pauses, as people read it: the limit that it names on the attempt's route, else the token.</summary>
    public string ScopeOf(NamedLimit? limit) => limit is { IsOfToken: false } ? limit.LabelFor(Route) : Label;

    /// <summary>The label of a lane's token: <c>t1</c> and so on.</summary>
    public static string LabelOf(int lane) => "t" + (lane + 1).ToString(CultureInfo.InvariantCulture);
}
