namespace ActorSync.Core.Roster;

/// <summary>What the source asks for a certification's renewal. A closed family.</summary>
public abstract record Renewal
{
    private Renewal()
    {
    }

    /// <summary>Nothing is asked: the dates stand as stated.</summary>
    public sealed record None : Renewal
    {
        /// <summary>The only instance needed.</summary>
        public static readonly None Instance = new();
    }

    /// <summary>Exactly what the row's dates say, else the ledger's official expiry plus the certification's validity.</summary>
    public sealed record Renew : Renewal;

    /// <summary>Adds <paramref name="Days"/> (at least 1) to the row's expiry, else to the ledger's official one.</summary>
    public sealed record Extend(int Days) : Renewal;

    /// <summary>Ends the certification now.</summary>
    public sealed record Lapse : Renewal;
}
