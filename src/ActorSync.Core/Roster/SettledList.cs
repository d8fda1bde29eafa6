namespace ActorSync.Core.Roster;

/// <summary>A person row's list with its dates settled and its own duplicates resolved.</summary>
internal sealed class SettledList<TDraft, TItem, TName>
    where TDraft : struct, IEquatable<TDraft>
    where TItem : class
    where TName : struct, IComparable<TName>
{
    private readonly Lane<TDraft, TItem, TName> _lane;

    private SettledList(Lane<TDraft, TItem, TName> lane, Statement statement)
    {
        _lane = lane;
        Statement = statement;
    }

    public Statement Statement { get; }

    public bool IsStated => Statement != Statement.NotStated;

    /// <summary>Whether the row says "none" of the whole list.</summary>
    public bool SaysNone => Statement == Statement.Stated && Items.Count == 0 && Rejected.Count == 0;

    /// <summary>The items that stand, sorted by name, then by value.</summary>
    public List<TItem> Items { get; } = [];

    public List<RejectedItem<TName>> Rejected { get; } = [];

    /// <summary>Settles a list: an equal duplicate counts once, items of a name that contradict each other are all rejected.</summary>
    public static SettledList<TDraft, TItem, TName> From(Lane<TDraft, TItem, TName> lane, ListDraft<TDraft, TName> draft, RowRef row)
    {
        var list = new SettledList<TDraft, TItem, TName>(lane, draft.Statement);
        list.Rejected.AddRange(draft.Rejected);
        foreach (var item in draft.Items)
        {
            if (lane.Settle(item, row, ItemOrigin.Item, out var settled) is { } rejected)
            {
                list.Rejected.Add(rejected);
            }
            else
            {
                list.Items.Add(settled!);
            }
        }

        if (list.Items.Count > 1)
        {
            list.Items.Sort(lane.Compare);
            list.ResolveDuplicates();
        }

        return list;
    }

    /// <summary>Whether both lists state the same.</summary>
    public bool IsSameAs(SettledList<TDraft, TItem, TName> other)
    {
        if (Statement != other.Statement || Items.Count != other.Items.Count || Rejected.Count != other.Rejected.Count)
        {
            return false;
        }

        for (var i = 0; i < Items.Count; i++)
        {
            if (!_lane.AreEqual(Items[i], other.Items[i]))
            {
                return false;
            }
        }

        return Rejected.Count == 0 || Rejected.Select(Describe).Order(StringComparer.Ordinal)
            .SequenceEqual(other.Rejected.Select(Describe).Order(StringComparer.Ordinal), StringComparer.Ordinal);
    }

    private static string Describe(RejectedItem<TName> item) => string.Concat(item.Problem.Rule, "\n", item.Raw);

    private void ResolveDuplicates()
    {
        var drop = new bool[Items.Count];
        var contradicts = new bool[Items.Count];
        for (var i = 0; i < Items.Count; i++)
        {
            var name = _lane.NameOf(Items[i]);
            for (var j = i + 1; j < Items.Count && _lane.NameOf(Items[j]).CompareTo(name) == 0; j++)
            {
                if (_lane.AreEqual(Items[i], Items[j]))
                {
                    drop[j] = true;
                }
                else if (_lane.Contradict(Items[i], Items[j]))
                {
                    contradicts[i] = contradicts[j] = true;
                }
            }
        }

        var kept = new List<TItem>(Items.Count);
        for (var i = 0; i < Items.Count; i++)
        {
            if (contradicts[i])
            {
                Rejected.Add(_lane.RejectContradiction(Items[i]));
            }
            else if (!drop[i])
            {
                kept.Add(Items[i]);
            }
        }

        Items.Clear();
        Items.AddRange(kept);
    }
}
