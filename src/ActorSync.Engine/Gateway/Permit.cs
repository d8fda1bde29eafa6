using ActorSync.Core.Pacing;

namespace ActorSync.Engine.Gateway;

/// <summary>The right to make one attempt now.</summary>
internal sealed record Permit(Ticket Ticket, TokenLease Token, SendGate Gate)
{
    /// <summary>The token's lane.</summary>
    public int Lane => Ticket.Lane;

    /// <summary>What the log calls the token.</summary>
    public string Label => LabelOf(Lane);

    /// <summary>What a 429 to this attempt pauses, as people read it: the limit that it names on the attempt's route, else the token.</summary>
    public string ScopeOf(NamedLimit? limit) => limit is { IsOfToken: false } ? limit.LabelFor(Ticket.Route) : Label;

    /// <summary>The label of a lane's token: <c>t1</c> and so on.</summary>
    public static string LabelOf(int lane) => "t" + (lane + 1).ToString(System.Globalization.CultureInfo.InvariantCulture);
}
