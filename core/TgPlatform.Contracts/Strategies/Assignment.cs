namespace TgPlatform.Contracts;

/// <summary>A window of groups to be given to lanes. Made by the runtime, used by one thread.</summary>
public sealed class Assignment
{
    private const int NotGiven = -1;

    private readonly int[] _laneOfGroup;
    private readonly Func<ItemGroup, double> _load;

    /// <summary>Makes a window in which nothing is given yet.</summary>
    /// <param name="groups">The groups, in the order in which they were found.</param>
    /// <param name="lanes">The lanes that take work, at least one.</param>
    /// <param name="load">What a group costs, in the unit the user chose; by default its bytes, unknown sizes by estimate.</param>
    public Assignment(IReadOnlyList<ItemGroup> groups, IReadOnlyList<LaneState> lanes, Func<ItemGroup, double> load)
    {
        ArgumentNullException.ThrowIfNull(groups);
        ArgumentNullException.ThrowIfNull(lanes);
        ArgumentNullException.ThrowIfNull(load);
        Groups = groups;
        Lanes = lanes;
        _load = load;
        _laneOfGroup = new int[groups.Count];
        Array.Fill(_laneOfGroup, NotGiven);
    }

    /// <summary>The groups to give, in the order in which they were found.</summary>
    public IReadOnlyList<ItemGroup> Groups { get; }

    /// <summary>The lanes to give them to; all of them take work.</summary>
    public IReadOnlyList<LaneState> Lanes { get; }

    /// <summary>The bytes of each group by its index, unknown sizes by estimate; null to add up what the items say, and to take the load where one says nothing.</summary>
    public IReadOnlyList<double>? Bytes { get; init; }

    /// <summary>Whether <see cref="LoadOf"/> is the user's own measure, and not bytes.</summary>
    public bool HasOwnLoad { get; init; }

    /// <summary>Which lane may take which group, by their indices; null when every lane may take every group.</summary>
    public Func<int, int, bool>? Limits { get; init; }

    /// <summary>The bytes of a group, at least 0, unknown sizes by estimate.</summary>
    /// <param name="group">Index into <see cref="Groups"/>.</param>
    public double BytesOf(int group) => Bytes is null ? KnownBytes(group) ?? LoadOf(group) : Math.Max(0, Bytes[group]);

    /// <summary>Whether a lane may take a group; at least one may. A group given to another one goes to one that may.</summary>
    /// <param name="group">Index into <see cref="Groups"/>.</param>
    /// <param name="lane">Index into <see cref="Lanes"/>.</param>
    public bool MayTake(int group, int lane) => Limits?.Invoke(group, lane) ?? true;

    /// <summary>What a group costs, at least 0.</summary>
    /// <param name="group">Index into <see cref="Groups"/>.</param>
    public double LoadOf(int group) => Math.Max(0, _load(Groups[group]));

    /// <summary>Gives a group to a lane; the last word counts.</summary>
    /// <param name="group">Index into <see cref="Groups"/>.</param>
    /// <param name="lane">Index into <see cref="Lanes"/>.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no such group or lane.</exception>
    public void Give(int group, int lane)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(group);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(group, Groups.Count);
        ArgumentOutOfRangeException.ThrowIfNegative(lane);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(lane, Lanes.Count);
        _laneOfGroup[group] = lane;
    }

    /// <summary>The lane a group was given to, or null when it was not given yet.</summary>
    /// <param name="group">Index into <see cref="Groups"/>.</param>
    public int? LaneOf(int group) => _laneOfGroup[group] is var lane && lane != NotGiven ? lane : null;

    private double? KnownBytes(int group)
    {
        var (items, bytes) = (Groups[group].Items, 0.0);
        for (var index = 0; index < items.Count; index++)
        {
            if (items[index].Size is not { } size)
                return null;
            bytes += size;
        }

        return bytes;
    }
}
